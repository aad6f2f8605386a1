import { UnreadableFileError } from './entry'

/** Largest file in bytes: a hundred thousand long rows. */
export const mostBytes = 50 * 1024 * 1024

const safari = 'In Safari, choose File > Export > Bookmarks (or “Export Browsing Data”) and choose the HTML file.'
const firefox =
  'In Firefox, open the Library (Ctrl+Shift+O), choose Import and Backup > Export Bookmarks to HTML, and choose that file.'

/** Binary files by their first bytes, with instructions. */
const binaries: [start: string, reason: string][] = [
  ['PK\x03\x04', 'This is a ZIP archive. Unzip it first, then choose the files in it.'],
  ['mozLz40\0', `This is one of Firefox’s automatic backups, which are compressed (.jsonlz4). ${firefox}`],
  ['bplist00', `This is a property list of macOS, such as Safari’s Bookmarks.plist. ${safari}`],
  ['SQLite format 3\0', `This is a database, such as Firefox’s places.sqlite. ${firefox}`],
  ['\x1F\x8B', 'This is a compressed file (gzip). Unpack it first, then choose the file in it.'],
  ['7z\xBC\xAF\x27\x1C', 'This is a 7-Zip archive. Unpack it first, then choose the files in it.'],
  ['Rar!', 'This is a RAR archive. Unpack it first, then choose the files in it.'],
  ['%PDF-', 'This is a PDF, not a file of bookmarks. Export your bookmarks as HTML, CSV or JSON.'],
]
const notText = 'The file is not text in UTF-8. Save it as UTF-8 and choose it again.'

/** Matches the encoding named in HTML or XML. */
const label =
  /<meta\s[^<>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([^\s"'/>;]{1,60})|<\?xml\s[^<>]{0,100}?encoding\s{0,9}=\s{0,9}["']([^"']{1,60})/i

/** The text of a file, with notices if decoding may have changed it. */
export interface Decoded {
  text: string
  notices: string[]
}

/**
 * Decodes a file by its byte order mark, else the encoding it names, else as UTF-8 or UTF-16. Throws
 * UnreadableFileError if it is not text or its encoding is unknown.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length > mostBytes)
    throw new UnreadableFileError(`The file is larger than ${mostBytes / 1024 / 1024} MB. Split it into several.`)
  const start = String.fromCharCode(...bytes.subarray(0, 4096))
  const binary = binaries.find(([magic]) => start.startsWith(magic))
  if (binary) throw new UnreadableFileError(binary[1])
  const utf16 = findUtf16(start)
  if (utf16) return decodeAs(utf16, bytes)
  const named = start.startsWith('\xEF\xBB\xBF') ? undefined : findLabel(start)
  const utf8 = tryDecode('utf-8', bytes)
  if (named !== undefined && !/^utf-?(8|16)/i.test(named)) {
    if (isKnown(named)) return decodeAs(named, bytes)
    if (utf8 === null)
      throw new UnreadableFileError(
        `The file says that its encoding is “${named}”, which no browser knows. Save it as UTF-8 and choose it again.`,
      )
    return { text: utf8, notices: [`The file names the unknown encoding “${named}”. It was read as UTF-8.`] }
  }
  if (utf8 !== null) return { text: utf8, notices: [] }
  // Browsers read HTML in any state; anything else may not be text.
  if (!/^(\xEF\xBB\xBF)?\s*<[a-z!?]/i.test(start) || start.includes('\0')) throw new UnreadableFileError(notText)
  if (named !== undefined || start.startsWith('\xEF')) return decodeAs('utf-8', bytes)
  return {
    text: new TextDecoder('windows-1252').decode(bytes),
    notices: ['The file names no encoding and is not UTF-8. It was read as Western European (windows-1252).'],
  }
}

/** Detects UTF-16 by its byte order mark, or by NULs between the first letters. */
function findUtf16(start: string): string | null {
  if (start.startsWith('\xFF\xFE') || /^[^\0]\0[^\0]\0[^\0]\0/.test(start)) return 'utf-16le'
  return start.startsWith('\xFE\xFF') || /^\0[^\0]\0[^\0]\0[^\0]/.test(start) ? 'utf-16be' : null
}

function findLabel(start: string): string | undefined {
  const [, html, xml] = label.exec(start) ?? []
  return html ?? xml
}

function isKnown(encoding: string): boolean {
  try {
    new TextDecoder(encoding)
    return true
  } catch {
    return false
  }
}

/** Decodes as far as possible, with a notice about replaced characters. */
function decodeAs(encoding: string, bytes: Uint8Array): Decoded {
  const text = tryDecode(encoding, bytes)
  if (text !== null) return { text, notices: [] }
  return {
    text: new TextDecoder(encoding).decode(bytes),
    notices: [`Some characters can’t be read as ${encoding} and were replaced by �.`],
  }
}

function tryDecode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
