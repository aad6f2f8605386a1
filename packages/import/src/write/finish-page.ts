import type { Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { findAddressFault, formatProblem, getHost, isError, readPage, runWithTimeout } from '@/lib/content'
import { ConversionError } from '../conversion-error'
import { milliseconds } from '../limits'
import type { Draft } from '../normalise/draft-body'
import { compareParts, countTree, partNames, type Difference, type Parts } from '../report/count-parts'
import { dropEmpty } from '../normalise/tidy'
import { wordsOf } from '../tree/markdown'
import { describeDifference } from '../tree/to-tree'
import { walk } from '../tree/walk'
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
): { text: string; page: Page; resources: string[]; differences: Difference[] } {
  const tree = structuredClone(draft.tree)
  const given = countTree(tree)
  replaceAddresses(tree, addresses)
  dropEmpty(tree)
  const kept = countTree(tree)
  // The note of each address says why.
  const explained = {
    ...draft.explained,
    links: draft.explained.links + given.links - kept.links,
    pictures: draft.explained.pictures + given.pictures - kept.pictures,
  }
  addContents(tree, contents)
  const words = wordsOf(tree)
  const { text, read, page } = writeWithSameResources(tree, frontMatter, file, secure)
  const problem = page.problems.find(isError)
  if (problem) throw new ConversionError(`The converted page has a problem: ${formatProblem(problem)}`)
  requireParts(countTree(tree), read.parts)
  if (read.words !== words)
    throw new ConversionError(`The conversion would change its words${describeDifference(words, read.words)}.`)
  const differences = compareParts(draft.parts, kept, explained)
  return { text, page, resources: page.links.flatMap(({ id }) => id ?? []), differences }
}

/** Throws if writing a tree and reading it again changes its parts. Links may be bare in one and not in the other. */
function requireParts(before: Parts, after: Parts): void {
  const part = partNames.find((name) => name !== 'links' && before[name] !== after[name])
  if (part) throw new ConversionError(`The conversion would change the number of its ${part}.`)
}

type Page = ReturnType<typeof readPage>

/** The text of a page, and what the portal reads in it. */
interface Written {
  text: string
  read: { parts: Parts; words: string }
  page: Page
}

/** A page that the head of its chapter links to, or a chapter that the home page links to. */
export interface Entry {
  title: string
  slug: string
  isChapter?: boolean
}

/** Adds a list of links to pages that no other page links to. */
function addContents(tree: Root, contents: Entry[]): void {
  const [first] = contents
  if (!first) return
  const heading = first.isChapter ? 'Chapters' : tree.children.length ? 'More in this chapter' : 'In this chapter'
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

/**
 * Writes the tree so that it has the same resources as the source: bare addresses and repeated links become
 * mentions. Text that our parser would turn into a wrong link is put into code.
 */
function writeWithSameResources(tree: Root, frontMatter: string, file: string, secure: Set<string>): Written {
  let wanted: Set<number> | undefined
  for (let round = 0; round < 12; round++) {
    // Under one timeout, since each costs a thread.
    const { text, page, read, wrong } = runWithTimeout(milliseconds, () => {
      const text = `${frontMatter}\n${writeBody(tree)}`
      let [wrong, read] = [new Set<string>(), { parts: countTree({ type: 'root', children: [] }), words: '' }]
      const look = (parsed: Root, body: string) => {
        wrong = findWrongBareLinks(parsed, body, secure)
        read = { parts: countTree(parsed), words: wordsOf(parsed) }
      }
      const page = readPage(file, Buffer.from(text), (_milliseconds, work) => work(), look)
      return { text, page, read, wrong }
    })
    if (wrong.size > 0) {
      putIntoCode(tree, wrong)
      continue
    }
    const lines = text.split('\n')
    // A written link begins with "[" or "<"; a bare address does not.
    const found = page.links.filter(({ line, column }) => /[[<]/.test(lines[line - 1]?.[column - 1] ?? ''))
    const links = findOutsideLinks(tree)
    if (found.length !== links.length) return { text, read, page }
    wanted ??= chooseResources(found)
    const others = links.filter((_link, at) => found[at]?.verdict !== 'mention' && !wanted?.has(at))
    if (others.length === 0) return { text, read, page }
    others.forEach(toMention)
  }
  throw new ConversionError('The converted page would have other resources than the source.')
}

function findWrongBareLinks(tree: Root, body: string, secure: Set<string>): Set<string> {
  const wrong = new Set<string>()
  walk(tree, (link) => {
    if (link.type !== 'link') return
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
