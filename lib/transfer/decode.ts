import { UnreadableFileError } from './entry'

/** Largest file in bytes: a hundred thousand long rows. */
export const mostBytes = 50 * 1024 * 1024

const safari = 'In Safari, choose File > Export > Bookmarks (or “Export Browsing Data”) and choose the HTML file.'
const firefox =
  'In Firefox, open the Library (Ctrl+Shift+O), choose Import and Backup > Export Bookmarks to HTML, and choose that file.'

/** Binary files by their first bytes, with instructions. */
const binaries: [start: string, reason: string][] = [
  ['PK\x03\x04', 'This is a ZIP file. Unzip it and choose the files in it.'],
  ['mozLz40\0', `This is one of Firefox’s automatic backups. ${firefox}`],
  ['bplist00', `This looks like Safari’s own file of bookmarks. ${safari}`],
  ['SQLite format 3\0', `This looks like Firefox’s own file of bookmarks. ${firefox}`],
  ['\x1F\x8B', 'This file is compressed. Unpack it and choose the file in it.'],
  ['7z\xBC\xAF\x27\x1C', 'This is a 7-Zip file. Unpack it and choose the files in it.'],
  ['Rar!', 'This is a RAR file. Unpack it and choose the files in it.'],
  ['%PDF-', 'This is a PDF. Export your bookmarks as HTML, CSV or JSON and choose that file.'],
]
const notText = 'We can’t read the text of this file. Save it as UTF-8 and choose it again.'

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
        `We can’t read the text of this file (“${named}”). Save it as UTF-8 and choose it again.`,
      )
    return {
      text: utf8,
      notices: [`We don’t know the encoding “${named}” and read the file as UTF-8. Check that accents look right.`],
    }
  }
  if (utf8 !== null) return { text: utf8, notices: [] }
  // Browsers read HTML in any state; anything else may not be text.
  if (!/^(\xEF\xBB\xBF)?\s*<[a-z!?]/i.test(start) || start.includes('\0')) throw new UnreadableFileError(notText)
  if (named !== undefined || start.startsWith('\xEF')) return decodeAs('utf-8', bytes)
  return {
    text: new TextDecoder('windows-1252').decode(bytes),
    notices: [
      'We read this file as Western European text. If accents look wrong, save it as UTF-8 and choose it again.',
    ],
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
    notices: [`We couldn’t read some characters and replaced them with �.`],
  }
}

function tryDecode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
