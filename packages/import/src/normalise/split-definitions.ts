import type { Paragraph, PhrasingContent, Root } from 'mdast'
import { slug } from 'github-slugger'
import { toString } from 'mdast-util-to-string'
import { SKIP, visit } from '@/lib/content'

/**
 * Converts Python-Markdown's definition lists (`Term`, then `: Definition`) into the term in bold and a paragraph
 * each. They do not become lists, since links in list items are resources.
 */
export function splitDefinitions(tree: Root): void {
  visit(tree, 'paragraph', (paragraph, index, parent) => {
    if (!parent || index === undefined) return
    const lines = splitLines(paragraph)
    const marked = lines.map(
      (line) => line[0]?.type === 'text' && (line.length > 1 ? /^:[ \t]/ : /^:[ \t]+\S/).test(line[0].value),
    )
    if (!marked.includes(true)) return
    const alone = marked[0] && marked.length === 1
    // A single line with a colon is a definition only after its term.
    if (alone && parent.children[index - 1]?.type !== 'paragraph') return
    const blocks: Paragraph[] = []
    for (const [at, line] of lines.entries()) {
      const [first, ...rest] = line
      const last = blocks.at(-1)
      if (marked[at] && first?.type === 'text')
        blocks.push({
          type: 'paragraph',
          children: [{ type: 'text', value: first.value.replace(/^:[ \t]+/, '') }, ...rest],
        })
      else if (marked[at + 1] && at + 1 < lines.length)
        blocks.push({
          type: 'paragraph',
          children: [{ type: 'strong', children: line }],
          // Hugo names a term like a heading.
          data: { hProperties: { id: slug(toString({ type: 'paragraph', children: line })) } },
        } as Paragraph)
      else if (last) last.children.push({ type: 'text', value: '\n' }, ...line)
      else blocks.push({ type: 'paragraph', children: line })
    }
    parent.children.splice(index, 1, ...blocks)
    return [SKIP, index + blocks.length]
  })
}

function splitLines(paragraph: Paragraph): PhrasingContent[][] {
  const lines: PhrasingContent[][] = [[]]
  for (const child of paragraph.children) {
    if (child.type !== 'text') {
      lines.at(-1)?.push(child)
      continue
    }
    for (const [at, value] of child.value.split('\n').entries()) {
      if (at > 0) lines.push([])
      if (value) lines.at(-1)?.push({ type: 'text', value })
    }
  }
  return lines
}
