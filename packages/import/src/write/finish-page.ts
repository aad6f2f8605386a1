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
import { compareParts, countTree, partNames, type Difference, type Parts } from '../report/count-parts'
import { dropEmpty } from '../normalise/tidy'
import { wordsOf } from '../tree/markdown'
import { describeDifference } from '../tree/to-tree'
import { findOutsideLinks, putIntoCode, replaceAddresses, toMention, writeBody, type Addresses } from './write-body'

/**
 * Writes a draft as a content page and verifies it: its words are unchanged, and it
 * passes the check. `secure` names hosts known to support https; `contents` are linked at its end. Throws a ConversionError.
 */
export function finishPage(
  draft: Draft,
  frontMatter: string,
  addresses: Addresses,
  file: string,
  secure: Set<string> = new Set(),
  contents: Entry[] = [],
): { text: string; resources: string[]; differences: Difference[] } {
  const tree = structuredClone(draft.tree)
  const given = countTree(tree)
  replaceAddresses(tree, addresses)
  dropEmpty(tree)
  const kept = countTree(tree)
  // The note of each address says why.
  const explained = {
    ...draft.explained,
    links: given.links - kept.links,
    pictures: given.pictures - kept.pictures,
  }
  const whole = structuredClone(tree)
  addContents(tree, contents)
  const words = wordsOf(tree)
  const { body, parsed, page } = writeWithSameResources(tree, frontMatter, file, secure)
  const problem = page.problems.find(isError)
  if (problem) throw new ConversionError(`The converted page has a problem: ${formatProblem(problem)}`)
  requireParts(countTree(tree), countTree(parsed))
  const again = wordsOf(parsed)
  if (again !== words)
    throw new ConversionError(`The conversion would change its words${describeDifference(words, again)}.`)
  const differences = compareParts(draft.parts, countTree(whole), explained)
  return { text: `${frontMatter}\n${body}`, resources: page.links.flatMap(({ id }) => id ?? []), differences }
}

/** Throws if writing a tree and reading it again changes its parts. Links may be bare in one and not in the other. */
function requireParts(before: Parts, after: Parts): void {
  const part = partNames.find((name) => name !== 'links' && before[name] !== after[name])
  if (part) throw new ConversionError(`The conversion would change the number of its ${part}.`)
}

/** A body, parsed again as the portal parses it, and what the check says of its page. */
interface Written {
  body: string
  parsed: Root
  page: ReturnType<typeof readPage>
}

/** A page that the head of its chapter links to. */
export interface Entry {
  title: string
  slug: string
}

/** Adds a list of links to pages that no other page links to. */
function addContents(tree: Root, contents: Entry[]): void {
  if (contents.length === 0) return
  const heading = tree.children.length ? 'More in this chapter' : 'In this chapter'
  tree.children.push(
    { type: 'heading', depth: 2, children: [{ type: 'text', value: heading }] },
    {
      type: 'list',
      ordered: false,
      spread: false,
      children: contents.map(({ title, slug }) => ({
        type: 'listItem',
        spread: false,
        children: [
          {
            type: 'paragraph',
            children: [{ type: 'link', url: `/${slug}.html`, children: [{ type: 'text', value: title }] }],
          },
        ],
      })),
    },
  )
}

const reader = unified().use(remarkParse).use(remarkGfm).use(remarkMdx)

/**
 * Writes the tree so that it has the same resources as the source: bare addresses and repeated links become
 * mentions. Text that our parser would turn into a wrong link is put into code.
 */
function writeWithSameResources(tree: Root, frontMatter: string, file: string, secure: Set<string>): Written {
  let wanted: Set<number> | undefined
  for (let round = 0; round < 12; round++) {
    const body = runWithTimeout(milliseconds, () => writeBody(tree))
    const parse = () => runWithTimeout(milliseconds, () => reader.parse(body) as Root)
    // Parses only if there may be a bare address; most pages have none.
    const seen = /www|@|(?<![(<"])http/i.test(body) ? parse() : undefined
    const wrong = seen ? findWrongBareLinks(seen, body, secure) : new Set<string>()
    if (wrong.size > 0) {
      putIntoCode(tree, wrong)
      continue
    }
    const text = `${frontMatter}\n${body}`
    const lines = text.split('\n')
    // A written link begins with "[" or "<"; a bare address does not.
    const page = readPage(file, Buffer.from(text))
    const found = page.links.filter(({ line, column }) => /[[<]/.test(lines[line - 1]?.[column - 1] ?? ''))
    const links = findOutsideLinks(tree)
    if (found.length !== links.length) return { body, parsed: seen ?? parse(), page }
    wanted ??= chooseResources(found)
    const others = links.filter((_link, at) => found[at]?.verdict !== 'mention' && !wanted?.has(at))
    if (others.length === 0) return { body, parsed: seen ?? parse(), page }
    others.forEach(toMention)
  }
  throw new ConversionError('The converted page would have other resources than the source.')
}

function findWrongBareLinks(tree: Root, body: string, secure: Set<string>): Set<string> {
  const wrong = new Set<string>()
  visit(tree, 'link', (link) => {
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
