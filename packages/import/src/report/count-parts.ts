import type { Root } from 'mdast'
import { walk } from '../tree/walk'
import { isBare } from '../tree/normalise-html'

/** The kinds of parts that are counted to compare a page with its source. */
export const partNames = ['links', 'headings', 'code blocks', 'tables', 'pictures'] as const

/** How many parts of each kind a page has. */
export type Parts = Record<(typeof partNames)[number], number>

/** Counts the parts of a tree. */
export function countTree(tree: Root): Parts {
  const parts: Parts = { links: 0, headings: 0, 'code blocks': 0, tables: 0, pictures: 0 }
  walk(tree, (node) => {
    if (node.type === 'link' && !isBare(node)) parts.links++
    if (node.type === 'mdxJsxTextElement' && node.name === 'Mention') parts.links++
    if (node.type === 'heading') parts.headings++
    if (node.type === 'code') parts['code blocks']++
    if (node.type === 'table') parts.tables++
    if (node.type === 'image') parts.pictures++
  })
  return parts
}

const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?!.*`)|~{3,})/
const delimiterRow = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/

/**
 * Counts the parts of a source by its lines. It shares nothing with the conversion, so that what is lost in any step
 * shows as a difference. Code by indents alone is not counted: only a parser can tell it from the rest.
 */
export function countSource(body: string): Parts {
  const parts: Parts = { links: 0, headings: 0, 'code blocks': 0, tables: 0, pictures: 0 }
  const { prose, blocks } = dropCode(body)
  parts['code blocks'] = blocks
  const text = prose
    // Material for MkDocs names settings in comments.
    .replace(/<!--(?!\s*md:)[^]*?-->|\{\/\*[^]*?\*\/\}/g, '')
    // The words of code may be the name of a reference.
    .replace(/(?<![`\\])(`+)(?!`)([^\n]*?)(?<!`)\1(?!`)/g, (_all, _mark, code: string) =>
      code.replace(/[^\p{L}\p{N}./ -]|^[- ]+/gu, ''),
    )
    .replace(/\\[[\]!`#<|]/g, '')
  const names = new Set(
    [...text.matchAll(/^[ \t]*\[([^\]^][^\]]*)\]:[ \t]*\S/gm)].map(([, name = '']) => name.toLowerCase()),
  )
  let pictures = 0
  const plain = text
    .replace(/^[ \t]*\[[^\]^][^\]]*\]:[ \t]*\S.*$/gm, '')
    .replace(/!\[([^\]]+)\](?![([])/g, (whole, name: string) => {
      if (!names.has(name.toLowerCase())) return whole
      pictures++
      return 'picture'
    })
  pictures +=
    plain.match(
      /!\[[^\]]*\](?=\(|\[)|<img\b|\{\{[<%]\s*(?:figure|image|img)\b|<(?:Image|ThemedImage|Figure)\b[^>]*\ssrc=/g,
    )?.length ?? 0
  parts.pictures = pictures
  // A picture may be in a link, so it goes first.
  const worded = plain.replace(/!\[[^\]]*\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]]*\])/g, 'picture')
  parts.links =
    (worded.match(/\[(?!\^)(?:[^[\]]|\[[^[\]]*\])*\]\((?!\s*\))/g)?.length ?? 0) +
    (worded.match(/<a\s[^>]*href\s*=/gi)?.length ?? 0)
  for (const [, words = '', name = ''] of worded.matchAll(/\[([^[\]^][^[\]]*)\](?:\[([^[\]]*)\])?(?![(:])/g))
    if (names.has((name || words).toLowerCase())) parts.links++
  const lines = plain.split('\n')
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1] ?? ''
    if (/^[ >]{0,3}#{1,6}[ \t]+[^\s#{]/.test(line)) parts.headings++
    else if (/^={3,}[ \t]*$/.test(line) && /^\S/.test(before)) parts.headings++
    if (delimiterRow.test(line) && before.includes('|')) parts.tables++
  }
  parts.headings += plain.match(/<h[1-6][\s>]/gi)?.length ?? 0
  parts.tables += plain.match(/<table[\s>]/gi)?.length ?? 0
  return parts
}

/** Returns the text outside blocks of code, and the number of blocks. */
function dropCode(body: string): { prose: string; blocks: number } {
  let blocks = 0
  let open = ''
  let isPre = false
  const prose = body
    .split('\n')
    .map((line) => {
      // In a <pre>, a fence is text.
      const mark = isPre ? '' : (fence.exec(line)?.[1] ?? '')
      if (!open && /<\/?pre\b/.test(line)) isPre = !/<\/pre\s*>\s*$/.test(line)
      if (open) {
        if (mark.startsWith(open) && line.trim().endsWith(mark)) open = ''
        return ''
      }
      if (!mark) return line
      open = mark
      blocks++
      return ''
    })
    .join('\n')
    .replace(
      /<pre\b[^]*?<\/pre>|\{\{[<%]\s*(highlight|code|code-toggle|mermaid|katex|plantuml|qr)(?=[\s>%])[^{}]*?(?<!\/)[>%]\}\}[^]*?\{\{[<%]\s*\/\s*\1\s*[>%]\}\}|\{\{<\s*tab\s(?![^>]*\btext=)[^>]*\blang=[^]*?\{\{<\s*\/\s*tab\s*>\}\}|\{%-?\s*highlight\b[^]*?\{%-?\s*endhighlight\s*-?%\}|\{%-?\s*for\s[^]*\{%-?\s*endfor\s*-?%\}/g,
      (block) => {
        blocks++
        return '\n'.repeat(block.split('\n').length - 1)
      },
    )
  return { prose, blocks }
}

/** A kind of part whose number differs between a page and its source. */
export interface Difference {
  part: (typeof partNames)[number]
  source: number
  page: number
  /** How many missing ones the notes explain. */
  explained: number
}

/** Returns the kinds of parts that differ. */
export function compareParts(source: Parts, page: Parts, explained: Parts): Difference[] {
  return partNames
    .map((part) => ({ part, source: source[part], page: page[part], explained: explained[part] }))
    .filter((each) => each.source !== each.page)
}

/** Tells whether parts are missing that no note explains. */
export function isLoss({ source, page, explained }: Difference): boolean {
  return source > page + explained
}

/** Writes a difference in words. */
export function describeDifferences({ part, source, page, explained }: Difference): string {
  const missing = source - page
  const reason =
    missing <= 0
      ? ''
      : missing <= explained
        ? ', as said above'
        : `: ${missing - explained} of them missing without a reason. Compare the page with its source`
  return `${part}: ${source} in the source, ${page} here${reason}.`
}
