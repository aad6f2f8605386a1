import GithubSlugger from 'github-slugger'
import type { Root, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { findTooMuch, limits, runWithTimeout } from '@/lib/content'
import { ConversionError } from '../conversion-error'
import { rewriteDialects } from '../dialects'
import { SourceLines, type PageContext } from '../dialects/source-lines'
import { countSource, countTree, type Parts } from '../report/count-parts'
import { toTree } from '../tree/to-tree'
import { walk } from '../tree/walk'
import { splitPage } from './split-page'
import { dropTitleHeading, tidyTree } from './tidy'
import { findAddresses } from '../write/write-body'
import { milliseconds } from '../limits'

/** An imported body as Markdown, before its links are resolved. */
export interface Draft {
  tree: Root
  notes: string[]
  headings: { text: string; id: string }[]
  /** Old anchors by name, each with the number of a heading. */
  anchors: Record<string, number>
  links: string[]
  pictures: string[]
  /** Links that hold a picture and nothing else, and would be empty without it. */
  pictureLinks: { url: string; picture: string }[]
  /** The parts of the source. */
  parts: Parts
  /** Parts that are left out for a reason that the notes give. */
  explained: Parts
  /** The first sentence, used as description if the page has none. */
  firstSentence: string
}

/**
 * Parses a body into a draft. `name` makes the title from the lone first heading, if any; `include` puts the text of
 * other files into the page, and `context` is what its text names. Throws a ConversionError.
 */
export function draftBody(
  body: string,
  name: (heading: string) => string,
  isMdx = false,
  include: (page: SourceLines) => void = () => {},
  context: PageContext = {},
): Draft {
  const [draft] = draftParts(body, name, isMdx, include, context)
  return draft!
}

/** Parses a body into the drafts of its parts: one, or several if it is too long for a page of the portal. */
export function draftParts(
  body: string,
  name: (heading: string) => string,
  isMdx = false,
  include: (page: SourceLines) => void = () => {},
  context: PageContext = {},
): Draft[] {
  const page = new SourceLines(body, isMdx, context)
  include(page)
  // Drafting rewrites the lines of a page.
  const whole = page.copy()
  if (findTooMuch(page.toString())?.rule !== 'size') {
    const draft = draftPart(page, name)
    if (!isTooLong(draft)) return [draft]
  }
  const [first = whole, ...others] = splitPage(whole)
  for (const part of others) part.notes.length = 0
  return [draftPart(first, name), ...others.map((part) => draftPart(part, () => ''))]
}

function draftPart(page: SourceLines, name: (heading: string) => string): Draft {
  const tooMuch = findTooMuch(page.toString())
  if (tooMuch) throw new ConversionError(tooMuch.message, page.lines[tooMuch.line - 1]?.number)
  return runWithTimeout(milliseconds, () => readDraft(page, name))
}

/** Whether a draft has more nodes than a page may have. Writing and reading it changes their number a little. */
function isTooLong({ tree }: Draft): boolean {
  let nodes = 0
  walk(tree, () => {
    nodes++
  })
  return nodes > 0.98 * limits.nodes
}

function readDraft(page: SourceLines, name: (heading: string) => string): Draft {
  const before = countSource(page.toString())
  const rewritten = rewriteDialects(page)
  const notes = [...rewritten.notes]
  const { tree, anchors, indented, explained } = toTree(rewritten.body, notes)
  const title = name(findLoneHeading(tree))
  const dropped = dropTitleHeading(tree, title)
  if (dropped) {
    notes.push('The first heading, which repeats the title, is left out.')
    for (const [name, heading] of Object.entries(anchors)) anchors[name] = heading - 1
  }
  before['code blocks'] += indented
  const headings = countTree(tree).headings
  tidyTree(tree)
  // Besides the dropped title, counts headings that held only pictures and became paragraphs.
  explained.headings += Number(dropped) + headings - countTree(tree).headings
  return {
    parts: before,
    explained,
    tree,
    notes,
    anchors,
    headings: findHeadings(tree),
    ...findAddresses(tree),
    pictureLinks: findPictureLinks(tree),
    firstSentence: findFirstSentence(tree),
  }
}

/** Returns the words of the first heading if it is of the first level and no other is; else an empty text. */
function findLoneHeading(tree: Root): string {
  const headings: { depth: number; text: string }[] = []
  walk(tree, (heading) => {
    if (heading.type !== 'heading') return
    headings.push({ depth: heading.depth, text: toString(heading, { includeImageAlt: false }).trim() })
  })
  const [first, ...others] = headings
  return first?.depth === 1 && !others.some(({ depth }) => depth === 1) ? first.text : ''
}

function findHeadings(tree: Root): Draft['headings'] {
  const slugger = new GithubSlugger()
  const headings: Draft['headings'] = []
  walk(tree, (heading) => {
    if (heading.type !== 'heading') return
    const text = toString(heading)
    headings.push({ text, id: slugger.slug(text) })
  })
  return headings
}

function findPictureLinks(tree: Root): Draft['pictureLinks'] {
  const found: Draft['pictureLinks'] = []
  walk(tree, (link) => {
    if (link.type !== 'link') return
    const { url, children } = link
    const [picture] = children
    if (children.length !== 1 || picture?.type !== 'image') return
    const isWorded = picture.alt?.trim() && /^https?:/i.test(picture.url)
    if (!isWorded) found.push({ url, picture: picture.url })
  })
  return found
}

function findFirstSentence(tree: Root): string {
  const wordsOf = (node: RootContent) =>
    node.type === 'paragraph' ? toString(node, { includeImageAlt: false }).trim() : ''
  // Badges and lines of links are no sentences.
  const paragraph =
    tree.children.find((node) => /[\p{L}\p{N})`”"'][.!?](?:\s|$)/u.test(wordsOf(node))) ?? tree.children.find(wordsOf)
  const text = paragraph ? toString(paragraph, { includeImageAlt: false }).replace(/\s+/g, ' ').trim() : ''
  // With the next one if it is as short as "Hey!".
  return /^[^\p{L}]*\p{L}.{8,}?[.!?](?=\s|$)(?<!\b(?:e\.g|i\.e|vs|etc|Mr|Dr)\.)/u.exec(text)?.[0] ?? text
}

/** Ends a part of a page with a link to the next one. */
export function addContinuation({ tree, links, parts }: Draft, { title, slug }: { title: string; slug: string }): void {
  const url = `/${slug}.html`
  links.push(url)
  parts.links++
  tree.children.push({
    type: 'paragraph',
    children: [
      { type: 'text', value: 'Continued in ' },
      { type: 'link', url, children: [{ type: 'text', value: title }] },
      { type: 'text', value: '.' },
    ],
  })
}

/**
 * Drops the first paragraph of a draft if it is the description that the page shows above it, unless it is the whole
 * text or introduces what follows. Returns whether it did.
 */
export function dropRepeatedMeta({ tree }: Draft, meta: string): boolean {
  const [first] = tree.children
  const isRepeated =
    tree.children.length > 1 &&
    first?.type === 'paragraph' &&
    !meta.endsWith(':') &&
    first.children.every(({ type }) => type === 'text') &&
    toString(first).replace(/\s+/g, ' ').trim() === meta
  if (isRepeated) tree.children.shift()
  return isRepeated
}

/** Returns the draft of a page without words. */
export function emptyDraft(): Draft {
  return {
    tree: { type: 'root', children: [] },
    notes: [],
    headings: [],
    anchors: {},
    links: [],
    pictures: [],
    pictureLinks: [],
    parts: countSource(''),
    explained: countSource(''),
    firstSentence: '',
  }
}
