import GithubSlugger from 'github-slugger'
import type { Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { runWithTimeout } from '@/lib/content'
import { toTree } from '../tree/to-tree'
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
  /** The first sentence, used as description if the page has none. */
  firstSentence: string
}

/** Parses a body into a draft. Throws a ConversionError, or TooSlowError after the time limit. */
export function draftBody(body: string, title: string): Draft {
  return runWithTimeout(milliseconds, () => readDraft(body, title))
}

/** Tells whether a line contains `open` followed by `close`. No regular expression, which would be quadratic. */
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
