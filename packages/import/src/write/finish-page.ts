import { compileSync } from '@mdx-js/mdx'
import type { Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { findAddressFault, formatProblem, getHost, isError, readPage, runWithTimeout } from '@/lib/content'
import { ConversionError } from '../conversion-error'
import { milliseconds } from '../limits'
import type { Draft } from '../normalise/draft-body'
import { dropEmpty } from '../normalise/tidy'
import { wordsOf } from '../tree/markdown'
import { describeDifference } from '../tree/to-tree'
import { findOutsideLinks, putIntoCode, replaceAddresses, toMention, writeBody, type Addresses } from './write-body'

/**
 * Writes a draft as a content page and verifies it: its words are unchanged, it passes the check and it
 * compiles. `secure` names hosts known to support https. Throws a ConversionError.
 */
export function finishPage(
  draft: Draft,
  frontMatter: string,
  addresses: Addresses,
  file: string,
  secure: Set<string> = new Set(),
): { text: string; resources: string[] } {
  const tree = structuredClone(draft.tree)
  replaceAddresses(tree, addresses)
  dropEmpty(tree)
  const words = wordsOf(tree)
  const body = writeWithSameResources(tree, frontMatter, file, secure)
  const text = `${frontMatter}\n${body}`
  const page = readPage(file, Buffer.from(text))
  const problem = page.problems.find(isError)
  if (problem) throw new ConversionError(`The converted page has a problem: ${formatProblem(problem)}`)
  runWithTimeout(milliseconds, () => {
    const again = wordsOf(reader.parse(body))
    if (again !== words)
      throw new ConversionError(`The conversion would change its words${describeDifference(words, again)}.`)
    try {
      compileSync(body, { remarkPlugins: [remarkGfm], outputFormat: 'function-body' })
    } catch (error) {
      throw new ConversionError(`The converted page does not compile: ${(error as Error).message}`)
    }
  })
  return { text, resources: page.links.flatMap(({ id }) => id ?? []) }
}

const reader = unified().use(remarkParse).use(remarkGfm).use(remarkMdx)

/**
 * Writes the tree so that it has the same resources as the source: bare addresses and repeated links become
 * mentions. Text that our parser would turn into a wrong link is put into code.
 */
function writeWithSameResources(tree: Root, frontMatter: string, file: string, secure: Set<string>): string {
  let wanted: Set<number> | undefined
  for (let round = 0; round < 12; round++) {
    const body = runWithTimeout(milliseconds, () => writeBody(tree))
    const wrong = runWithTimeout(milliseconds, () => findWrongBareLinks(body, secure))
    if (wrong.size > 0) {
      putIntoCode(tree, wrong)
      continue
    }
    const text = `${frontMatter}\n${body}`
    const lines = text.split('\n')
    // A written link begins with "[" or "<"; a bare address does not.
    const found = readPage(file, Buffer.from(text)).links.filter(({ line, column }) =>
      /[[<]/.test(lines[line - 1]?.[column - 1] ?? ''),
    )
    const links = findOutsideLinks(tree)
    if (found.length !== links.length) return body
    wanted ??= chooseResources(found)
    const others = links.filter((_link, at) => found[at]?.verdict !== 'mention' && !wanted?.has(at))
    if (others.length === 0) return body
    others.forEach(toMention)
  }
  throw new ConversionError('The converted page would have other resources than the source.')
}

function findWrongBareLinks(body: string, secure: Set<string>): Set<string> {
  const wrong = new Set<string>()
  visit(reader.parse(body) as Root, 'link', (link) => {
    if (/[[<]/.test(body[link.position?.start.offset ?? -1] ?? '')) return
    if (findAddressFault(link.url) || (/^http:/i.test(link.url) && secure.has(getHost(link.url))))
      wrong.add(toString(link))
  })
  return wrong
}

/** Returns the indexes of links that are resources, each address once. */
function chooseResources(found: { verdict: string; id: string | null }[]): Set<number> {
  const seen = new Set<string>()
  const wanted = new Set<number>()
  for (const [at, { verdict, id }] of found.entries()) {
    if (verdict === 'mention' || id === null || seen.has(id)) continue
    seen.add(id)
    wanted.add(at)
  }
  return wanted
}
