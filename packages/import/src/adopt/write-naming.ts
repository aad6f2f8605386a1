import type { PhrasingContent, RootContent } from 'mdast'
import { Document, Scalar } from 'yaml'
import { shorten } from '../arrange/name-page'
import type { Licence } from './licence'
import { wordsBesideLinks, wordsIn } from './links-of'
import type { OwnFields } from './record'

/** The front matter fields of a topic. */
export interface TopicFields {
  title: string
  slug: string
  sortorder: string
  toc: boolean
  sidebartitle: string
  meta: string
}

/** Writes the front matter of an adopted page. Fields that an editor set win. */
export function writeAdoptedFields(fields: TopicFields, own: OwnFields = {}): string {
  const { also, level, needs } = own
  const { title, slug, sortorder, toc, sidebartitle, meta } = { ...fields, ...own }
  const quoted = new Scalar(sortorder)
  quoted.type = Scalar.QUOTE_DOUBLE
  const document = new Document({
    title,
    category: 'page',
    slug,
    sortorder: quoted,
    toc,
    sidebartitle,
    meta,
    ...(also && { also }),
    ...(level && { level }),
  })
  if (needs?.length) document.set('needs', document.createNode(needs, { flow: true }))
  return `---\n${document.toString({ lineWidth: 0 })}---\n`
}

/**
 * Returns a line for search results: the first sentence of a topic, or the titles of its entries. In prose, that is the
 * first sentence of a paragraph that is more than a link, as a sponsor's is, and the one about the list rather than about
 * its subject or community.
 */
export function describeTopic(
  nodes: RootContent[],
  title: string,
  names: string[],
  list: string,
  isProse = false,
): string {
  const first = isProse ? describeList(nodes) : firstSentence(nodes[0])
  if (first) return shorten(first, 300)
  const all = [...new Set(names.map((name) => name.replace(/(?:, part \d+|[.,:;!?]+)$/, '')))]
  const short = all.filter((name) => name.length <= 60)
  const shown = (short.length ? short : all.map((name) => shorten(name, 200))).slice(0, short.length ? 4 : 1)
  const rest = all.length - shown.length
  if (shown.length === 0) return shorten(`${title}, from the list ${list}.`, 300)
  const [one = '', ...others] = shown
  // One word may be a name that is written so, as "npm".
  const begun = one.includes(' ') ? one.slice(0, 1).toUpperCase() + one.slice(1) : one
  const named = [begun, ...others].join(', ')
  return shorten(`${named}${rest > 0 ? ` and ${rest} more` : ''}.`, 300)
}

/** Words for a list in a sentence about it. */
const listWords = /\b(?:lists?|collection|compilation|curated|guides?|directory|catalogue?|curriculum|roadmap)\b/i

function describeList(nodes: RootContent[]): string {
  const end = nodes.findIndex(({ type }) => type === 'heading')
  const sentencesOf = (blocks: RootContent[]) =>
    blocks
      .flatMap((node): RootContent[] => (node.type === 'blockquote' ? node.children : [node]))
      .filter((block) => /\p{L}/u.test(wordsBesideLinks(block)))
      .map(firstSentence)
      .filter(Boolean)
  const introduction = sentencesOf(end < 0 ? nodes : nodes.slice(0, end))
  return introduction.find((sentence) => listWords.test(sentence)) ?? introduction[0] ?? sentencesOf(nodes)[0] ?? ''
}

/** Returns the first sentence of a paragraph; empty for a label, such as "Topics covered: …", and any other block. */
function firstSentence(block: RootContent | undefined): string {
  const words = block?.type === 'paragraph' ? wordsIn(block) : ''
  const sentence = /^[^\p{L}]*\p{L}.*?[.!?](?=\s|$)(?<!\b(?:e\.g|i\.e|vs|etc|Mr|Dr)\.)/u.exec(words)?.[0] ?? words
  return sentence.length >= 10 && /[.!?。！？]$/u.test(sentence) ? sentence : ''
}

/** Returns the blocks at the end of a page: where it comes from, and its licence. */
export function writeFoot(list: string, address: string | null, licence: Licence | null): RootContent[] {
  const text = (value: string): PhrasingContent => ({ type: 'text', value })
  const link = (url: string, value: string): PhrasingContent => ({ type: 'link', url, children: [text(value)] })
  return [
    { type: 'thematicBreak' },
    {
      type: 'paragraph',
      children: [
        text(address ? 'This page comes from ' : 'This page comes from the list '),
        address ? link(address, list) : text(list),
        ...(licence
          ? [text(', licensed under '), licence.address ? link(licence.address, licence.name) : text(licence.name)]
          : []),
        text('.'),
      ],
    },
  ]
}

/** Returns a list of links to pages of the portal. */
export function writeTopicList(pages: { title: string; slug: string }[]): RootContent[] {
  if (pages.length === 0) return []
  return [
    {
      type: 'list',
      ordered: false,
      spread: false,
      children: pages.map(({ title, slug }) => ({
        type: 'listItem',
        children: [
          {
            type: 'paragraph',
            children: [{ type: 'link', url: `/${slug}.html`, children: [{ type: 'text', value: title }] }],
          },
        ],
      })),
    },
  ]
}
