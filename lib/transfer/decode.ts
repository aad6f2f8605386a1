import { t } from '@/messages/generated/transfer-rules'
import { UnreadableFileError } from './entry'

/** Largest file in bytes: a hundred thousand long rows. */
export const mostBytes = 50 * 1024 * 1024

/** Binary files by their first bytes, with the message that says what to do. */
const binaries = [
  ['PK\x03\x04', 'zip'],
  ['mozLz40\0', 'firefoxCopy'],
  ['bplist00', 'safariBookmarks'],
  ['SQLite format 3\0', 'firefoxDatabase'],
  ['\x1F\x8B', 'gzip'],
  ['7z\xBC\xAF\x27\x1C', 'sevenZip'],
  ['Rar!', 'rar'],
  ['%PDF-', 'pdf'],
] as const

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
  if (bytes.length > mostBytes) throw new UnreadableFileError(t('tooLarge', { megabytes: mostBytes / 1024 / 1024 }))
  const start = String.fromCharCode(...bytes.subarray(0, 4096))
  const binary = binaries.find(([magic]) => start.startsWith(magic))
  if (binary) throw new UnreadableFileError(t(binary[1]))
  const utf16 = findUtf16(start)
  if (utf16) return decodeAs(utf16, bytes)
  const named = start.startsWith('\xEF\xBB\xBF') ? undefined : findLabel(start)
  const utf8 = tryDecode('utf-8', bytes)
  if (named !== undefined && !/^utf-?(8|16)/i.test(named)) {
    if (isKnown(named)) return decodeAs(named, bytes)
    if (utf8 === null) throw new UnreadableFileError(t('unreadableEncoding', { encoding: named }))
    return {
      text: utf8,
      notices: [t('unknownEncoding', { encoding: named })],
    }
  }
  if (utf8 !== null) return { text: utf8, notices: [] }
  // Browsers read HTML in any state; anything else may not be text.
  if (!/^(\xEF\xBB\xBF)?\s*<[a-z!?]/i.test(start) || start.includes('\0')) throw new UnreadableFileError(t('notText'))
  if (named !== undefined || start.startsWith('\xEF')) return decodeAs('utf-8', bytes)
  return {
    text: new TextDecoder('windows-1252').decode(bytes),
    notices: [t('guessedEncoding')],
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
    notices: [t('charactersReplaced')],
  }
}

function tryDecode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
