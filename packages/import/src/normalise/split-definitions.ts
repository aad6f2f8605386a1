import type { Paragraph, PhrasingContent, Root } from 'mdast'
import { slug } from 'github-slugger'
import { toString } from 'mdast-util-to-string'
import { SKIP, visit } from '@/lib/content'

/**
 * Converts Python-Markdown's definition lists (`Term`, then `: Definition`) into the term in bold and a paragraph
 * each. They do not become lists, since links in list items are resources.
 */
export function splitDefinitions(tree: Root): void {
  const done = new Set<unknown>()
  visit(tree, 'paragraph', (paragraph, index, parent) => {
    if (!parent || index === undefined) return
    const lines = splitLines(paragraph)
    const marked = lines.map(
      (line) => line[0]?.type === 'text' && (line.length > 1 ? /^:[ \t]/ : /^:[ \t]+\S/).test(line[0].value),
    )
    if (!marked.includes(true)) return
    const alone = marked[0] && marked.length === 1
    // A single line with a colon is a definition only after its term.
    const before = parent.children[index - 1]
    if (alone && before?.type !== 'paragraph') return
    // An empty line may be between them.
    if (marked[0] && before?.type === 'paragraph' && !done.has(before) && splitLines(before).length === 1)
      parent.children[index - 1] = toTerm(before.children)
    const blocks: Paragraph[] = []
    for (const [at, line] of lines.entries()) {
      const [first, ...rest] = line
      const last = blocks.at(-1)
      if (marked[at] && first?.type === 'text')
        blocks.push({
          type: 'paragraph',
          children: [{ type: 'text', value: first.value.replace(/^:[ \t]+/, '') }, ...rest],
        })
      else if (marked[at + 1] && at + 1 < lines.length) blocks.push(toTerm(line))
      else if (last) last.children.push({ type: 'text', value: '\n' }, ...line)
      else blocks.push({ type: 'paragraph', children: line })
    }
    for (const each of blocks) done.add(each)
    parent.children.splice(index, 1, ...blocks)
    return [SKIP, index + blocks.length]
  })
}

function toTerm(children: PhrasingContent[]): Paragraph {
  const [first] = children
  const isNamed = children.some((child) => child.type === 'html' && /\s(?:id|name)=/.test(child.value))
  return {
    type: 'paragraph',
    children: children.length === 1 && first?.type === 'strong' ? children : [{ type: 'strong', children }],
    // Hugo names a term like a heading.
    ...(!isNamed && { data: { hProperties: { id: slug(toString({ type: 'paragraph', children })) } } }),
  } as Paragraph
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
