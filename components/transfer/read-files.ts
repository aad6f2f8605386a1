import type { Entry } from '@/lib/transfer'

/** A row of a chosen file. */
export interface Row {
  file: string
  entry: Entry
}

/** A file that was read. Each of its bookmarks is a row, read or refused. */
export interface ReadFile {
  file: string
  /** The name of the format, such as "Raindrop (CSV)". */
  format: string
  rows: number
  refused: number
  /** Sentences about unused parts of the file. */
  notices: string[]
}

/** A file that can't be read, and why. */
export interface RefusedFile {
  file: string
  reason: string
}

/** How long reading may block the page at a time, in milliseconds. */
const maxBlocked = 12

/**
 * Reads files in pieces, so that the page stays responsive. Loads the parsers on demand. Calls `onShare` with the share
 * that has been read, from 0 to 1.
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
        if (performance.now() - since < maxBlocked) continue
        onShare((index + share) / files.length)
        await yieldToBrowser()
        signal.throwIfAborted()
        since = performance.now()
      }
      summary.rows = rows.length - before
      if (summary.rows > 0) read.push(summary)
      else
        refused.push({
          file: file.name,
          reason: `We found no bookmarks in it.${summary.notices.map((notice) => ` ${notice}`).join('')}`,
        })
    } catch (error) {
      signal.throwIfAborted()
      // A damaged file counts as unreadable, since its missing rows are unknown.
      rows.length = before
      refused.push({
        file: file.name,
        reason:
          error instanceof UnreadableFileError
            ? error.message
            : 'Your browser can’t open it any more. It may have moved or changed. Choose it again.',
      })
    }
  }
  return { rows, read, refused }
}

/** Lets the browser paint and handle input. */
function yieldToBrowser(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
