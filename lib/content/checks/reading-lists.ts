import type { Heading, List, ListItem, Root } from 'mdast'
import { CONTINUE, EXIT, visit } from '../visit-nodes'
import { tutorialHeading, type OutsideLink } from '../body/links'
import { placeOf, toText } from '../body/markdown'
import type { Finding } from '../portal'
import { isBare } from '../body/unread-text'

/** Headings that promise reading. */
const reading = /\b(tutorials?|reading|courses?|guides?|articles?|books?|videos?|talks?|resources?)[\s.:!?]{0,5}$/i
/** The clause for a later link of an item, which was not necessarily meant as a tutorial. */
const byChance = 'a later link whose path does not read like a title'

interface Section {
  heading: Heading
  text: string
  tutorials: number
}

/**
 * Warns of probable tutorials that the rule does not accept, under headings that promise tutorials: bare addresses,
 * links in paragraphs, later links of an item or a table row, sections without any tutorial, and tasks without one.
 */
export function checkReadingLists(tree: Root, links: OutsideLink[], source: string): Finding[] {
  const findings: Finding[] = []
  const warn = (node: { position?: Heading['position'] }, rule: string, message: string) =>
    findings.push({ ...placeOf(node), rule, message, severity: 'warning' })
  const byNode = new Map<unknown, OutsideLink>(links.map((link) => [link.node, link]))
  const listed = new Set(links.flatMap(({ verdict, item }) => (verdict !== 'mention' && item ? [item] : [])))
  const open: Section[] = []
  const close = (depth: number) => {
    while ((open.at(-1)?.heading.depth ?? 0) >= depth) {
      const section = open.pop()
      if (section && section.tutorials === 0 && tutorialHeading.test(section.text))
        warn(
          section.heading,
          'no-tutorials',
          `There is no tutorial under "${section.text}". A tutorial is a link to another site in a list item or table row: - [Its title](https://…) and what one gets from it.`,
        )
    }
  }

  visit(tree, (node) => {
    if (node.type === 'heading') {
      close(node.depth)
      open.push({ heading: node, text: toText(node), tutorials: 0 })
    }
    const link = byNode.get(node)
    // A link that its author calls a reference is not a forgotten tutorial.
    if (link?.verdict === 'tutorial' || link?.verdict === 'reference') for (const section of open) section.tutorials++
    const isReading = reading.test(open.at(-1)?.text ?? '')
    if (node.type === 'listItem' && !listed.has(node)) checkBareAddress(node, isReading)
    if (node.type === 'list') checkTasks(node)
    if (!link || !isReading) return
    if (link.clause === byChance)
      warn(
        link.node,
        'mention',
        `This link is a mention, which readers can't mark, because it is not the first of its ${link.item?.type === 'tableRow' ? 'table row. Give it a row' : 'list item. Give it an item'} of its own, or write <Mention href="${link.href}">…</Mention>.`,
      )
    else if (link.block?.type === 'paragraph' && link.block.children[0] === link.node)
      warn(
        link.node,
        'mention',
        'This link is a mention, which readers can\'t mark, because it is in no list. Begin its line with "- ".',
      )
  })
  close(1)
  return findings

  /** Reports the first task of a list that holds no tutorial: its box is not shown, and no control takes its place. */
  function checkTasks({ children }: List): void {
    const task = children.find((item) => typeof item.checked === 'boolean' && !holdsResource(item))
    if (task)
      warn(
        task,
        'task-list',
        'The box of this item is not shown, because readers could not tick it: only tutorials have a control. Link what there is to read, or remove the box.',
      )
  }

  function holdsResource(item: ListItem): boolean {
    let isFound = false
    visit(item, (node) => {
      const link = byNode.get(node)
      isFound = link !== undefined && link.verdict !== 'mention'
      return isFound ? EXIT : CONTINUE
    })
    return isFound
  }

  /** Reports a bare address at the start of an item; under headings that promise reading, anywhere in it. */
  function checkBareAddress(item: ListItem, isReading: boolean): void {
    const [paragraph] = item.children
    if (paragraph?.type !== 'paragraph') return
    const bare = paragraph.children.find(
      (child) => child.type === 'link' && isBare(child, source) && /^https?:/i.test(child.url),
    )
    if (bare && (isReading || paragraph.children[0] === bare))
      warn(bare, 'bare-address', 'A bare address is not a tutorial. Write [its title](address).')
    const [words] = paragraph.children
    if (
      isReading &&
      words?.type === 'text' &&
      /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,24}\/\S/i.test(words.value)
    )
      warn(words, 'bare-address', 'An address without https:// is not a link. Write [its title](https://…).')
  }
}
