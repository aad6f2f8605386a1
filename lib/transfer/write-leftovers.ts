import { t } from '@/messages/generated/transfer-rules'
import type { Entry, Source } from './entry'
import { writeRow } from './write-csv'
import { escape, htmlEnd, htmlStart, writeBookmark } from './write-html'
import { writeShelf } from './write-json'

/** A row that was not imported, and the reason. */
export interface Leftover {
  entry: Entry
  reason: string
}

/** A file of rows that were not imported, in their original format. */
export interface LeftoverFile {
  name: string
  type: string
  text: string
}

/** Writes rows that were not imported, with reasons, to keep or retry: one file per format and per kind of table. */
export function writeLeftovers(leftovers: Leftover[]): LeftoverFile[] {
  const html: string[] = []
  const csv = new Map<string, string[]>()
  const json: unknown[] = []
  for (const { entry, reason } of leftovers) {
    const { source } = entry
    if (source.format === 'html') html.push(writeHtmlLeftover(entry, source, reason))
    else if (source.format === 'csv') addRow(csv, source, reason)
    else
      json.push(
        source.mark !== null && typeof source.mark === 'object' && !Array.isArray(source.mark)
          ? { ...source.mark, reason }
          : source.mark,
      )
  }
  const name = 'not-imported'
  const files: LeftoverFile[] = []
  if (html.length)
    files.push({ name: `${name}.html`, type: 'text/html', text: htmlStart(t('notImported')) + html.join('') + htmlEnd })
  for (const [index, [header, rows]] of [...csv].entries())
    files.push({ name: `${name}${index ? `-${index + 1}` : ''}.csv`, type: 'text/csv', text: header + rows.join('') })
  if (json.length)
    files.push({ name: `${name}.json`, type: 'application/json', text: [...writeShelf(json, new Date())].join('') })
  return files
}

/** Writes the reason into a comment, without "--" and ">", which could end it. */
function writeHtmlLeftover(entry: Entry, source: Extract<Source, { format: 'html' }>, reason: string): string {
  const comment = `    <!-- ${escape(reason).replace(/-(?=-)/g, '- ')} -->\n`
  return comment + writeBookmark({ ...source, href: entry.href ?? '', title: entry.title }, 1)
}

/** Adds a row to those with the same columns. Replaces reasons of an earlier leftovers file. */
function addRow(
  csv: Map<string, string[]>,
  { header, fields }: Extract<Source, { format: 'csv' }>,
  reason: string,
): void {
  const isAgain = header.at(-1)?.toLowerCase() === 'reason'
  const columns = isAgain ? header.length - 1 : header.length
  const first = writeRow([...header.slice(0, columns), 'reason'])
  const row = writeRow([...Array.from({ length: columns }, (_, index) => fields[index] ?? ''), reason])
  const rows = csv.get(first)
  if (rows) rows.push(row)
  else csv.set(first, [row])
}
