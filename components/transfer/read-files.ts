import type { Entry } from '@/lib/transfer'

/** One row of a file that a reader chose. */
export interface Row {
  file: string
  entry: Entry
}

/** A file that was read: every bookmark in it is a row, taken or refused. */
export interface ReadFile {
  file: string
  /** What it is, such as "Raindrop (CSV)". */
  format: string
  rows: number
  refused: number
  /** Sentences on what of it is not used. */
  notices: string[]
}

/** A file of which nothing can be taken, and why. */
export interface RefusedFile {
  file: string
  reason: string
}

/** How long a page may be held up before it is let go on, in milliseconds. */
const mostHeld = 12

/**
 * Reads files a piece at a time, so that the page stays alive under ten megabytes. What reads them is
 * loaded only now. `onShare` is told how much of all is read.
 */
export async function readFiles(
  files: File[],
  noteLength: number,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<{ rows: Row[]; read: ReadFile[]; refused: RefusedFile[] }> {
  const { mostBytes, readFile, UnreadableFileError } = await import('@/lib/transfer')
  const rows: Row[] = []
  const read: ReadFile[] = []
  const refused: RefusedFile[] = []
  let since = performance.now()
  for (const [index, file] of files.entries()) {
    const before = rows.length
    const summary: ReadFile = { file: file.name, format: '', rows: 0, refused: 0, notices: [] }
    try {
      if (file.size > mostBytes)
        throw new UnreadableFileError(`The file is larger than ${mostBytes / 1024 / 1024} MB. Split it into several.`)
      const bytes = new Uint8Array(await file.arrayBuffer())
      const undated = new Date(Math.min(file.lastModified, Date.now())).toISOString()
      for (const { entries, share, format, notices } of readFile(bytes, { noteLength, undated })) {
        for (const entry of entries) {
          rows.push({ file: file.name, entry })
          if (entry.claim === null) summary.refused++
        }
        summary.format ||= format ?? ''
        if (notices) summary.notices.push(...notices)
        if (performance.now() - since < mostHeld) continue
        onShare((index + share) / files.length)
        await letGo()
        signal.throwIfAborted()
        since = performance.now()
      }
      summary.rows = rows.length - before
      if (summary.rows > 0) read.push(summary)
      else
        refused.push({
          file: file.name,
          reason: `It holds no bookmarks.${summary.notices.map((notice) => ` ${notice}`).join('')}`,
        })
    } catch (error) {
      signal.throwIfAborted()
      // A file is taken whole or not at all: of one cut off, nobody knows what is missing.
      rows.length = before
      refused.push({
        file: file.name,
        reason:
          error instanceof UnreadableFileError
            ? error.message
            : 'The browser could not read it. It may have been moved or changed since you chose it.',
      })
    }
  }
  return { rows, read, refused }
}

/** Lets the browser paint and answer before it goes on. */
function letGo(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
