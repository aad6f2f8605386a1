import type { List, PhrasingContent, RootContent, Table, TableRow } from 'mdast'
import { trimBlock } from '../normalise/tidy'
import { isNamed, ownLinks, setAside, wordsIn } from './links-of'

/** Columns that say what a row's link is, without need of a label. */
const describing = /^(?:description|about|summary|details)$/i

/**
 * Turns a table of links into a list: one item per row, its first cells as the sentence, the others with the words of
 * their column. Returns any other table as it is.
 */
export function tableToList(table: Table): RootContent[] {
  const [head, ...rows] = table.children
  if (!head || !rows.some((row) => ownLinks(row).some(({ url }) => !url.startsWith('#')))) return [table]
  const columns = head.children.map((cell) => wordsIn(cell))
  const list: List = {
    type: 'list',
    ordered: false,
    spread: false,
    children: rows.flatMap((row) => {
      const children = toSentence(row, columns)
      // A row is one tutorial; its other links only support it.
      for (const link of children
        .flatMap((child) => ownLinks(child))
        .filter(({ url }) => !url.startsWith('#'))
        .slice(1))
        setAside(link)
      return children.length
        ? [{ type: 'listItem' as const, children: [{ type: 'paragraph' as const, children }] }]
        : []
    }),
  }
  // The header row may hold links too, as in a table of two columns of links.
  const links = ownLinks(head).filter(({ url }) => !url.startsWith('#'))
  return links.length && list.children.length ? [toItems(head), list] : [list]
}

function toItems(row: TableRow): List {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: row.children
      .filter((cell) => wordsIn(cell))
      .map(({ children }) => ({ type: 'listItem', children: [{ type: 'paragraph', children }] })),
  }
}

function toSentence(row: TableRow, columns: string[]): PhrasingContent[] {
  const sentence: PhrasingContent[] = []
  const filled = row.children
    .map((cell, column) => {
      trimBlock(cell)
      return { children: cell.children, column }
    })
    .filter(({ children }) =>
      /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(children.map((child) => wordsIn(child)).join('')),
    )
  const name = filled[0]?.children
  for (const { children, column } of filled) {
    const links = children.flatMap((child) => ownLinks(child))
    // "Name | [link](…)": the row's name becomes the text of the link.
    const [only] = links
    if (sentence.length && only && links.length === 1 && name && !isNamed(only) && !hasLink(sentence)) {
      only.children = [{ type: 'text', value: name.map((child) => wordsIn(child)).join('') }]
      sentence.splice(0, sentence.length, only, ...sentence.slice(name.length))
      continue
    }
    if (sentence.length) {
      const label = columns[column] ?? ''
      const isDescription = sentence.length === name?.length && hasLink(sentence) && describing.test(label)
      const end = endsSentence(sentence) ? ' ' : '. '
      sentence.push({ type: 'text', value: isDescription ? ' – ' : `${end}${label ? `${label}: ` : ''}` })
    }
    sentence.push(...children)
  }
  return sentence
}

function hasLink(nodes: PhrasingContent[]): boolean {
  return nodes.some((node) => ownLinks(node).length > 0)
}

function endsSentence(nodes: PhrasingContent[]): boolean {
  return /[.!?:;,]$/.test(
    nodes
      .map((node) => wordsIn(node))
      .join(' ')
      .trim(),
  )
}
