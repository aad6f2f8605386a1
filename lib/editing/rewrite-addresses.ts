import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isError, listPages, readPage, type Portal } from '../content'
import { UserFacingError } from '../env'
import { findAddresses, outline, writeAddress, type WrittenAddress } from './find-addresses'

/** A content page opened for editing. */
export interface EditablePage {
  file: string
  text: string
  /** The body, which ends where the text does; null if it can't be parsed as MDX. */
  body: string | null
  /** The parse error, with its position. */
  fault?: string
}

/** An edited address. */
export interface AddressChange {
  file: string
  line: number
  column: number
  from: string
  to: string
}

/** A rule for rewriting addresses. */
export interface AddressRule {
  /** Returns the new address; undefined to keep it. */
  rewrite: (url: string) => string | undefined
  /** Returns the part of a written address to replace; null to replace it whole. */
  part?: (written: string) => { start: number; end: number; text: string } | null
}

/** Reads every page of the content folder. */
export async function readEditablePages(folder: string, portal: Portal): Promise<EditablePage[]> {
  const sources = new Map([...portal.topics.values()].map(({ file, source }) => [file, source]))
  const pages: EditablePage[] = []
  for (const file of await listPages(folder)) {
    const bytes = await readFile(path.join(folder, file))
    const page = { file, text: bytes.toString('utf8'), body: sources.get(file) ?? null }
    if (page.body !== null) pages.push(page)
    else {
      const { source, problems } = readPage(file, bytes)
      const problem = problems.find(isError)
      pages.push({
        ...page,
        body: source,
        fault: problem && `${file}:${problem.line}:${problem.column} ${problem.message}`,
      })
    }
  }
  return pages
}

/**
 * Rewrites the addresses that the parser finds, in any syntax but not in code. Returns the new texts and each
 * change. Throws a UserFacingError if an address can't be edited, or may be on a page that can't be read.
 */
export function rewriteAddresses(
  pages: EditablePage[],
  rule: AddressRule,
): { texts: Map<string, string>; changes: AddressChange[] } {
  const texts = new Map<string, string>()
  const changes: AddressChange[] = []
  const failures: string[] = []
  for (const page of pages) {
    if (page.body === null) {
      if (mayUse(page.text, rule))
        failures.push(`${page.fault ?? page.file}\n  This page can't be parsed and may use the address. Fix it first.`)
      continue
    }
    const found = findAddresses(page.body).flatMap((address) => {
      const to = rule.rewrite(address.url)
      return to === undefined || to === address.url ? [] : [{ ...address, to }]
    })
    if (found.length === 0) continue
    const stuck = found.filter(({ range }) => range === null)
    failures.push(
      ...stuck.map(
        ({ line, column, url }) =>
          `${page.file}:${line}:${column} ${url} is written in a form that can't be edited. Edit it by hand first.`,
      ),
    )
    if (stuck.length > 0) continue
    const body = apply(page.body, found, rule)
    const fault = compare(page.body, body, rule) ? null : (found.find(({ form }) => form === 'bare') ?? found[0])
    if (fault)
      failures.push(
        `${page.file}:${fault.line}:${fault.column} ${fault.to} can't be written here without changing its meaning.${fault.form === 'bare' ? ' Make it a link first: [words](address).' : ''}`,
      )
    // The body replaces the front matter by empty lines: it is shorter, and aligned with the text at its end.
    const start = Math.min(...found.map(({ range }) => range?.start ?? 0))
    texts.set(page.file, page.text.slice(0, start + page.text.length - page.body.length) + body.slice(start))
    changes.push(...found.map(({ line, column, url, to }) => ({ file: page.file, line, column, from: url, to })))
  }
  if (failures.length > 0) throw new UserFacingError(`${failures.join('\n')}\nNothing was changed.`)
  return { texts, changes }
}

function apply(body: string, found: (WrittenAddress & { to: string })[], { part }: AddressRule): string {
  let result = ''
  let end = 0
  for (const { range, to, ...form } of [...found].sort((a, b) => (a.range?.start ?? 0) - (b.range?.start ?? 0))) {
    if (!range) continue
    const written = body.slice(range.start, range.end)
    const only = part?.(written)
    result +=
      body.slice(end, range.start) +
      (only ? written.slice(0, only.start) + only.text + written.slice(only.end) : writeAddress(to, form))
    end = range.end
  }
  return result + body.slice(end)
}

/** Tells whether a page is unchanged except for the rewritten addresses. */
function compare(before: string, after: string, { rewrite }: AddressRule): boolean {
  try {
    const expected = outline(before).map(({ type, url }) => ({
      type,
      url: url === undefined || type === 'image' ? url : (rewrite(url) ?? url),
    }))
    return JSON.stringify(expected) === JSON.stringify(outline(after).map(({ type, url }) => ({ type, url })))
  } catch {
    return false
  }
}

/** Tells whether an unparsable text may contain an address to rewrite. */
function mayUse(text: string, { rewrite }: AddressRule): boolean {
  const plain = text.replace(/\\(?=[!-/:-@[-`{-~])/g, '').replaceAll('&amp;', '&')
  return [...plain.matchAll(/(?:https?:\/\/|(?<=[("'<\s])\/)[^\s)\]"'<>]+/gi)].some(
    ([url]) => rewrite(url) !== undefined,
  )
}
