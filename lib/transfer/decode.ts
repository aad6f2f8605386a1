import { UnreadableFile } from './entry'

/** What a file may hold at most: a hundred thousand rows of the longest kind that people have. */
export const mostBytes = 50 * 1024 * 1024

/** The text of a file: UTF-8, or UTF-16 where it begins with its mark, as some programs for tables write it. */
export function decode(bytes: Uint8Array): string {
  if (bytes.length > mostBytes) throw new UnreadableFile(`The file is larger than ${mostBytes / 1024 / 1024} MB. Split it into several.`)
  const [first, second] = bytes
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new UnreadableFile('The file is no text (UTF-8). Save it as UTF-8 and choose it again.')
  }
}
