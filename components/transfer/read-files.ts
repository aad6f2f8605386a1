import type { Entry } from '@/lib/transfer'

/** One row of a file that a reader chose. */
export interface Row {
  file: string
  entry: Entry
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
export async function readFiles(files: File[], noteLength: number, onShare: (share: number) => void, signal: AbortSignal): Promise<{ rows: Row[]; refused: RefusedFile[] }> {
  const { mostBytes, readFile, UnreadableFile } = await import('@/lib/transfer')
  const rows: Row[] = []
  const refused: RefusedFile[] = []
  let since = performance.now()
  for (const [index, file] of files.entries()) {
    const before = rows.length
    try {
      if (file.size > mostBytes) throw new UnreadableFile(`The file is larger than ${mostBytes / 1024 / 1024} MB. Split it into several.`)
      const bytes = new Uint8Array(await file.arrayBuffer())
      const undated = new Date(Math.min(file.lastModified, Date.now())).toISOString()
      for (const { entries, share } of readFile(bytes, { noteLength, undated })) {
        for (const entry of entries) rows.push({ file: file.name, entry })
        if (performance.now() - since < mostHeld) continue
        onShare((index + share) / files.length)
        await letGo()
        signal.throwIfAborted()
        since = performance.now()
      }
      if (rows.length === before) refused.push({ file: file.name, reason: 'There is nothing in it.' })
    } catch (error) {
      signal.throwIfAborted()
      // A file is taken whole or not at all: of one cut off, nobody knows what is missing.
      rows.length = before
      refused.push({ file: file.name, reason: error instanceof UnreadableFile ? error.message : 'The browser could not read it. It may have been moved or changed since you chose it.' })
    }
  }
  return { rows, refused }
}

/** Lets the browser paint and answer before it goes on. */
function letGo(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
