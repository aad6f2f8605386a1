/** One row of a flight stream: what React Server Components tell the browser's React about a page. */
export interface Row {
  /** Empty for a hint, which belongs to no place. */
  id: string
  /** The letters that say what the row is; none for a model, `I` for a module, `T` for a text. */
  tag: string
  data: string
}

/**
 * Reads a stream into its rows. The format is React's own (react-server-dom's client, `processBinaryChunk`):
 * `id:tag data` up to the end of the line, but for a text, which has its length in bytes. Throws on binary
 * rows, which pages do not have.
 */
export function parseFlight(flight: string): Row[] {
  const bytes = Buffer.from(flight)
  const rows: Row[] = []
  for (let at = 0; at < bytes.length;) {
    const colon = bytes.indexOf(':', at)
    const id = bytes.toString('latin1', at, colon)
    if (colon < 0 || !/^[0-9a-f]*$/.test(id))
      throw new Error(`No row of a flight stream: ${bytes.toString('utf8', at, at + 40)}`)
    const tag = /^(H[A-Z]|[A-Z]|[rx])?/.exec(bytes.toString('latin1', colon + 1, colon + 3))?.[0] ?? ''
    const start = colon + 1 + tag.length
    if (tag === 'T') {
      const comma = bytes.indexOf(',', start)
      const end = comma + 1 + Number.parseInt(bytes.toString('latin1', start, comma), 16)
      rows.push({ id, tag, data: bytes.toString('utf8', comma + 1, end) })
      at = end
    } else if (!/^[AOUSLGMVB]$/.test(tag)) {
      const end = bytes.indexOf('\n', start)
      if (end < 0) throw new Error('A flight stream ends within a row.')
      rows.push({ id, tag, data: bytes.toString('utf8', start, end) })
      at = end + 1
    } else throw new Error(`A binary row in a flight stream: ${tag}`)
  }
  return rows
}

/** Writes rows as a stream. */
export function writeFlight(rows: Row[]): string {
  return rows
    .map(({ id, tag, data }) =>
      tag === 'T' ? `${id}:T${Buffer.byteLength(data).toString(16)},${data}` : `${id}:${tag}${data}\n`,
    )
    .join('')
}
