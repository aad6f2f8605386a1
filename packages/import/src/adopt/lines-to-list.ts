import type { List, ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { isOutside, wordsIn } from './links-of'

/** Turns a paragraph into a list if it has several lines that each begin with a link, or one with a symbol before it. */
export function linesToList(paragraph: Paragraph): RootContent {
  const lines: PhrasingContent[][] = [[]]
  for (const child of paragraph.children)
    if (child.type === 'break') lines.push([])
    else lines.at(-1)!.push(child)
  const written = lines.map(withoutSymbols).filter((line) => line.length > 0)
  const isMarked = written.length > 1 || /^[^\p{L}\p{N}]*\p{Extended_Pictographic}/u.test(wordsIn(paragraph))
  if (!isMarked || !written.every(([first]) => first?.type === 'link' && isOutside(first.url))) return paragraph
  const children = written.map((line): ListItem => ({
    type: 'listItem',
    children: [{ type: 'paragraph', children: line }],
  }))
  return { type: 'list', ordered: false, spread: false, children } satisfies List
}

function withoutSymbols(line: PhrasingContent[]): PhrasingContent[] {
  const start = line.findIndex((node) => /[\p{L}\p{N}]/u.test(wordsIn(node)))
  return start < 0 ? [] : line.slice(start)
}
