import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { dropInvisible } from '@/lib/content'
import { ConversionError } from '../conversion-error'

/** The text of a list, with the lines of its file. */
export interface ListText {
  text: string
  /** SHA-256 of the file. */
  digest: string
}

/** Largest list in bytes: four times the longest of the well-known ones. */
export const maxListBytes = 2 * 1024 * 1024

/** Reads the file of a list. Throws a ConversionError if it is missing, not a file, too large, empty or not text. */
export async function readList(file: string): Promise<ListText> {
  let bytes: Buffer
  try {
    const found = await stat(file)
    if (!found.isFile()) throw new ConversionError('It is not a file. Name the Markdown file of the list.')
    if (found.size > maxListBytes)
      throw new ConversionError(
        `It has ${found.size.toLocaleString('en-GB')} bytes, and ${maxListBytes / 1024 / 1024} MB is the most. Split it into several lists.`,
      )
    bytes = await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new ConversionError('There is no such file.')
    if (code === 'ELOOP') throw new ConversionError('It is a symbolic link that leads back to itself.')
    if (code) throw new ConversionError(`It can't be read (${code}).`)
    throw error
  }
  const text = dropInvisible(decode(bytes).replace(/\r\n?|[\u2028\u2029]/g, '\n'))
  if (!text.trim()) throw new ConversionError('It is empty.')
  refuseTooMuch(text)
  return { text: blankFrontMatter(text), digest: createHash('sha256').update(bytes).digest('hex') }
}

/** The most characters of a line, and the most of `* _ ~ [ ] <` between two empty lines or items: the parser needs quadratic time. */
const most = { line: 20_000, marks: 4000 }

function refuseTooMuch(text: string): void {
  let [start, marks] = [0, 0]
  for (const [index, line] of text.split('\n').entries()) {
    if (line.length > most.line)
      throw new ConversionError(
        `Line ${index + 1} has ${line.length.toLocaleString('en-GB')} characters, and ${most.line.toLocaleString('en-GB')} is the most. Break it into several.`,
      )
    if (!line.trim()) [start, marks] = [index + 1, 0]
    else if (/^\s*(?:[-*+]\s|\d{1,9}[.)]\s|\[[^\]]*\]:)/.test(line)) [start, marks] = [index, 0]
    // A row of a table is short, and the parser reads each cell alone.
    marks += line.includes('|') ? 0 : (line.match(/[*_~[\]<]/g)?.length ?? 0)
    if (marks > most.marks)
      throw new ConversionError(
        `From line ${start + 1} to the next empty line there are more than ${most.marks.toLocaleString('en-GB')} of the characters * _ ~ [ ] <. Put empty lines between its parts.`,
      )
  }
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  const zero = bytes.indexOf(0)
  if (zero >= 0) throw new ConversionError(`It is not text: line ${countLines(bytes, zero)} has a zero byte.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const before = bytes.toString('utf8').split('\uFFFD', 1)[0] ?? ''
    throw new ConversionError(`Line ${before.split('\n').length} is not UTF-8. Save the file as UTF-8.`)
  }
}

function countLines(bytes: Buffer, end: number): number {
  return bytes.subarray(0, end).filter((byte) => byte === 10).length + 1
}

/** Replaces front matter by empty lines, so that line numbers stay right. */
function blankFrontMatter(text: string): string {
  const fence = /^---[ \t]*\n(?:[\w-]+:.*\n|[ \t]+.*\n|\n|#.*\n)*---[ \t]*\n/.exec(text)?.[0] ?? ''
  return fence.replace(/[^\n]/g, '') + text.slice(fence.length)
}
