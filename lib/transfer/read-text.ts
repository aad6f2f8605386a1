import { t } from '@/messages/generated/transfer-rules'
import { mostRows, UnreadableFileError, type Entry, type Piece, type ReadOptions } from './entry'
import { readLine } from './read-line'
import { toSavedEntry } from './saved'

const sliceLength = 1000

/** Tells whether a text contains an address. */
export function isTextList(text: string): boolean {
  return /https?:\/\/[^\s<>"]/i.test(text)
}

/** Reads a list of addresses: any number per line, plain, in Markdown or in an outline. */
export function* readText(text: string, options: ReadOptions): Generator<Piece> {
  const lines = text.split(/\r\n?|\n/)
  let first: Pick<Piece, 'format'> = { format: t('formatAddressesText') }
  let count = 0
  let without = 0
  for (let start = 0; start < lines.length; start += sliceLength) {
    const entries: Entry[] = []
    for (const [index, line] of lines.slice(start, start + sliceLength).entries()) {
      const found = readLine(line)
      count += found.length
      if (count > mostRows) throw new UnreadableFileError(t('tooManyAddresses', { count: mostRows }))
      if (found.length === 0 && line.trim() !== '') without++
      const isDone = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[[xX]\]\s/.test(line)
      for (const { href, title } of found)
        entries.push(
          toSavedEntry(
            {
              line: start + index + 1,
              href,
              title,
              added: null,
              modified: null,
              tags: isDone ? ['shelf:done'] : [],
              note: '',
              remarks: [],
            },
            options,
          ),
        )
    }
    const isLast = start + sliceLength >= lines.length
    yield {
      entries,
      share: Math.min((start + sliceLength) / lines.length, 1),
      ...first,
      ...(isLast &&
        without > 0 && {
          notices: [t('linesEmpty', { count: without })],
        }),
    }
    first = {}
  }
}
