import { parse, stringify } from 'yaml'
import { ConversionError } from '../conversion-error'

/** The file of the content folder in which `adopt` keeps what it wrote. */
export const recordFile = 'adopted.yaml'

/** A tutorial or tool of a page. */
export interface EntryRecord {
  id: string
  address: string
  title: string
  /** Its line in the page, from 1. */
  line: number
}

/** Fields that an editor gave a page. They win over those from the list. */
export type OwnFields = Partial<
  Record<'title' | 'sidebartitle' | 'meta' | 'also' | 'level' | 'sortorder', string> & { needs: string[] }
>

/** A page as it was last written. */
export interface PageRecord {
  slug: string
  file: string
  /** Its headings in the list, and its part. */
  key: string
  title: string
  sidebartitle: string
  meta: string
  sortorder: string
  /** SHA-256 of the text below its front matter. */
  body: string
  own?: OwnFields
  entries: EntryRecord[]
}

/** An entry or page that the list no longer has, and that `moved.yaml` does not declare. */
export interface VanishedRecord {
  /** An address or a slug. */
  name: string
  title: string
  /** Where it was, as `file:line`. */
  was: string
}

/** One adopted list. */
export interface ListRecord {
  list: string
  source?: string
  title: string
  licence?: string
  /** SHA-256 of the list. */
  digest: string
  pages: PageRecord[]
  vanished: VanishedRecord[]
}

const beginning =
  '# Written by "npm run content -- adopt", which compares the list with it in the next run. Change titles, meta lines\n# and places in the pages themselves; the next run keeps them here, under "own".\n'

/** Reads `adopted.yaml`. Throws a ConversionError if it is not what `adopt` writes. */
export function readRecords(text: string): ListRecord[] {
  if (!text.trim()) return []
  let data: unknown
  try {
    data = parse(text, { maxAliasCount: 0, logLevel: 'error' })
  } catch (error) {
    const message = (error as Error).message.split('\n')[0]
    throw new ConversionError(`${recordFile} can't be read: ${message} Restore it from your history.`)
  }
  const lists = (data as { lists?: unknown } | null)?.lists
  if (!Array.isArray(lists) || !lists.every(isList))
    throw new ConversionError(`${recordFile}:1 is not as "adopt" writes it. Restore it from your history.`)
  return lists
}

function isList(value: unknown): value is ListRecord {
  const list = value as Partial<ListRecord> | null
  return (
    typeof list?.list === 'string' &&
    typeof list.title === 'string' &&
    Array.isArray(list.vanished) &&
    Array.isArray(list.pages) &&
    list.pages.every(
      (page: Partial<PageRecord> | null) =>
        typeof page?.slug === 'string' &&
        /^(?:[a-z0-9-]+\/)*[a-z0-9-]+\.mdx$/.test(page.file ?? '') &&
        typeof page.key === 'string' &&
        typeof page.sortorder === 'string' &&
        Array.isArray(page.entries) &&
        page.entries.every(
          (entry: Partial<EntryRecord> | null) =>
            typeof entry?.id === 'string' && typeof entry.address === 'string' && typeof entry.title === 'string',
        ),
    )
  )
}

/** Writes `adopted.yaml`, one line per entry, so that a change of one shows as one. */
export function writeRecords(lists: ListRecord[]): string {
  const lines = ['lists:']
  for (const { pages, vanished, ...head } of lists) {
    lines.push(
      ...stringify([head], { lineWidth: 0 })
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`),
      '    pages:',
    )
    for (const { entries, ...page } of pages) {
      lines.push(
        ...stringify([page], { lineWidth: 0 })
          .trimEnd()
          .split('\n')
          .map((line) => `      ${line}`),
      )
      lines.push(...listOf('entries', entries, '        '))
    }
    lines.push(...listOf('vanished', vanished, '    '))
  }
  return `${beginning}\n${lines.join('\n')}\n`
}

/** JSON is YAML too, and fits on one line. */
function listOf(name: string, values: object[], indent: string): string[] {
  return values.length
    ? [`${indent}${name}:`, ...values.map((value) => `${indent}  - ${JSON.stringify(value)}`)]
    : [`${indent}${name}: []`]
}
