import type { Entry, Source } from './entry'
import { writeRow } from './write-csv'
import { escape, htmlEnd, htmlStart, writeBookmark } from './write-html'
import { writeShelf } from './write-json'

/** A row that was not taken, and why. */
export interface Leftover {
  entry: Entry
  reason: string
}

/** A file of what was not taken, in the format that it came in. */
export interface LeftoverFile {
  name: string
  type: string
  text: string
}

/** What was not taken, to be kept or tried again: one file for each format that it came in, with the reasons. */
export function writeLeftovers(leftovers: Leftover[]): LeftoverFile[] {
  const html: string[] = []
  const csv: string[] = []
  const json: unknown[] = []
  for (const { entry, reason } of leftovers) {
    const { source } = entry
    if (source.format === 'html') html.push(writeHtmlLeftover(entry, source, reason))
    else if (source.format === 'csv') csv.push(writeRow([entry.title, entry.href ?? '', source.added, source.tags, source.status, reason]))
    else json.push(source.mark !== null && typeof source.mark === 'object' && !Array.isArray(source.mark) ? { ...source.mark, reason } : source.mark)
  }
  const name = 'lectern-not-imported'
  const files: LeftoverFile[] = []
  if (html.length) files.push({ name: `${name}.html`, type: 'text/html', text: htmlStart('Not imported') + html.join('') + htmlEnd })
  if (csv.length) files.push({ name: `${name}.csv`, type: 'text/csv', text: writeRow(['title', 'url', 'time_added', 'tags', 'status', 'reason']) + csv.join('') })
  if (json.length) files.push({ name: `${name}.json`, type: 'application/json', text: [...writeShelf(json, new Date())].join('') })
  return files
}

/** A comment ends at nothing but its end: no "--" and no ">" of a reason gets into it. */
function writeHtmlLeftover(entry: Entry, source: Extract<Source, { format: 'html' }>, reason: string): string {
  const comment = `    <!-- ${escape(reason).replace(/-(?=-)/g, '- ')} -->\n`
  return comment + writeBookmark({ ...source, href: entry.href ?? '', title: entry.title }, 1)
}
