import { parseLiteral } from '../read/navigation/read-literal'
import type { SourceLines } from './source-lines'

/** The most lines that a component may have. */
const mostLines = 1000

/**
 * Rewrites components of MDX that are given a list of things to show, such as videos or a menu, as that list, with its
 * links. Never runs a program: a list that is computed stays in its tag.
 */
export function writeData(page: SourceLines): void {
  if (!page.lines.some(({ text }) => /=\{\s*\[/.test(text))) return
  const code = page.findCode()
  const lines: typeof page.lines = []
  for (let at = 0; at < page.lines.length; at++) {
    const line = page.lines[at]!
    const [, indent = '', name = ''] = (!code[at] && /^([ \t]*)<([A-Z][\w.]*)(?=\s|$)/.exec(line.text)) || []
    const rest = name ? page.lines.slice(at, at + mostLines).map(({ text }) => text) : []
    const tag = readTag(rest.join('\n'), name)
    const entries = tag ? tag.lists.flatMap((list) => writeEntries(parseLiteral(list))) : []
    if (!tag || !entries.length) {
      lines.push(line)
      continue
    }
    const title = /\stitle="([^"]*)"/.exec(tag.rest)?.[1]
    for (const text of ['', ...(title ? [`**${title}**`, ''] : []), ...entries, ''])
      lines.push({ text: text && indent + text, number: line.number })
    at += tag.lines - 1
  }
  page.lines = lines
}

/** Reads a tag that closes itself at the end of a line: the lists among its attributes, its other ones, and its lines. */
function readTag(text: string, name: string): { lists: string[]; rest: string; lines: number } | null {
  if (!name) return null
  const lists: string[] = []
  let rest = ''
  let from = -1
  let depth = 0
  for (const { index, 0: sign } of text.matchAll(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`|[{}]|\/?>/g)) {
    if (sign === '{') {
      if (depth++ === 0) {
        rest += text.slice(from < 0 ? 0 : from, index)
        from = index + 1
      }
    } else if (sign === '}') {
      if (--depth > 0) continue
      const list = text.slice(from, index).trim()
      if (list.startsWith('[')) lists.push(list)
      from = index + 1
    } else if (sign.endsWith('>') && depth === 0) {
      const isWhole = sign === '/>' && /^[ \t]*(?:\n|$)/.test(text.slice(index + 2))
      return isWhole
        ? { lists, rest: rest + text.slice(Math.max(0, from), index), lines: text.slice(0, index).split('\n').length }
        : null
    }
  }
  return null
}

const names = ['title', 'label', 'name', 'text']
const addresses = ['href', 'link', 'url', 'to']
const children = ['items', 'children', 'links']

/** Writes the entries of a list as Markdown, those with names of their own within them. */
function writeEntries(data: unknown, indent = ''): string[] {
  if (!Array.isArray(data)) return []
  return data.flatMap((entry: unknown) => {
    if (entry === null || typeof entry !== 'object') return []
    const fields = entry as Record<string, unknown>
    const find = (keys: string[]) => keys.map((key) => fields[key]).find((value) => typeof value === 'string')
    const [title, address] = [find(names), find(addresses)]
    if (!title) return []
    const label = address ? `[${title.replace(/[[\]]/g, '\\$&')}](${address})` : title
    const description = find(['description', 'details'])
    return [
      `${indent}- ${description ? `${label}: ${description.trim()}` : label}`,
      ...children.flatMap((key) => writeEntries(fields[key], `${indent}  `)),
    ]
  })
}
