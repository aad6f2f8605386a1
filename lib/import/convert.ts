import { compileSync } from '@mdx-js/mdx'
import GithubSlugger from 'github-slugger'
import type { Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { findAddressFault, formatProblem, isError, readPage, runWithTimeout } from '../content'
import { getHost } from '../get-host'
import { wordsOf } from './markdown'
import { Refusal } from './refusal'
import { dropEmpty, dropTitleHeading, tidyTree } from './tidy'
import { near, toTree } from './to-tree'
import {
  findAddresses,
  findOutsideLinks,
  putIntoCode,
  replaceAddresses,
  toMention,
  writeBody,
  type Addresses,
} from './write-body'

/** A foreign body as Markdown, before its links are known to lead anywhere. */
export interface Draft {
  tree: Root
  notes: string[]
  headings: { text: string; id: string }[]
  /** Old anchors by name: each the number of a heading. */
  anchors: Record<string, number>
  links: string[]
  pictures: string[]
  /** The first sentence, for a page that brings none of its own for search results. */
  firstSentence: string
}

/** For each step of one page; a usual one takes a hundredth of it, one of 60 KB a tenth. */
const milliseconds = 5000

/** Reads a body into a draft. Throws a Refusal, or a TooSlowError. */
export function draftBody(body: string, title: string): Draft {
  return runWithTimeout(milliseconds, () => readDraft(body, title))
}

/** Whether a line holds a text behind another; found without a pattern, which would try each opening anew. */
function isBetween(line: string, open: string, close: string): boolean {
  const at = line.indexOf(open)
  return at >= 0 && line.lastIndexOf(close) >= at + open.length
}

function readDraft(body: string, title: string): Draft {
  const notes: string[] = []
  const { tree, anchors } = toTree(body, notes)
  if (
    textOutsideCode(tree)
      .split('\n')
      .some((line) => isBetween(line, '{%', '%}') || isBetween(line, '{{', '}}'))
  )
    notes.push('Template tags ({% … %} or {{ … }}) are kept as text.')
  const dropped = dropTitleHeading(tree, title)
  if (dropped) {
    notes.push('The first heading, which repeats the title, is left out.')
    for (const [name, heading] of Object.entries(anchors)) anchors[name] = heading - 1
  }
  tidyTree(tree)
  return {
    tree,
    notes,
    anchors,
    headings: findHeadings(tree),
    ...findAddresses(tree),
    firstSentence: findFirstSentence(tree),
  }
}

/**
 * Writes a draft as a page of ours and makes sure of it: the same words, no problem to our own
 * reader, and it compiles. `secure` names hosts that answer over https. Throws a Refusal.
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
  if (problem) throw new Refusal(`What it would become has a problem: ${formatProblem(problem)}`)
  runWithTimeout(milliseconds, () => {
    const again = wordsOf(reader.parse(body))
    if (again !== words) throw new Refusal(`Its words would not stay the same${near(words, again)}.`)
    try {
      compileSync(body, { remarkPlugins: [remarkGfm], outputFormat: 'function-body' })
    } catch (error) {
      throw new Refusal(`What it would become does not compile: ${(error as Error).message}`)
    }
  })
  return { text, resources: page.links.flatMap(({ id }) => id ?? []) }
}

const reader = unified().use(remarkParse).use(remarkGfm).use(remarkMdx)

/**
 * Writes the tree so that the rule of resources finds in it what it found in the source: neither bare
 * addresses nor what the page has listed already. Those become mentions, until all is as it was. Text
 * that our parser would make a link of, which the check then refuses, is put into code.
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
    // A link that was written out begins with one of these; other addresses are links by themselves.
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
  throw new Refusal('The rule of resources would not find the same ones again.')
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

/** Which of the links are resources: each address once. */
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

function findHeadings(tree: Root): Draft['headings'] {
  const slugger = new GithubSlugger()
  const headings: Draft['headings'] = []
  visit(tree, 'heading', (heading) => {
    const text = toString(heading)
    headings.push({ text, id: slugger.slug(text) })
  })
  return headings
}

function textOutsideCode(tree: Root): string {
  const parts: string[] = []
  visit(tree, 'text', (node) => {
    parts.push(node.value)
  })
  return parts.join(' ')
}

function findFirstSentence(tree: Root): string {
  const paragraph = tree.children.find(
    (node) => node.type === 'paragraph' && toString(node, { includeImageAlt: false }).trim(),
  )
  const text = paragraph ? toString(paragraph, { includeImageAlt: false }).replace(/\s+/g, ' ').trim() : ''
  return /^[^\p{L}]*\p{L}.*?[.!?](?=\s|$)(?<!\b(?:e\.g|i\.e|vs|etc|Mr|Dr)\.)/u.exec(text)?.[0] ?? text
}
