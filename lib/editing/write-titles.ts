import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Definition, Nodes } from 'mdast'
import { visitParents } from 'unist-util-visit-parents'
import { bodyParser, readPage } from '../content'
import { UserFacingError } from '../env'
import { writeTogether } from './write-together'

/** A title for the link at a position of the content. */
export interface TitleEdit {
  file: string
  line: number
  column: number
  title: string
}

/**
 * Adds titles to links without one, in all files or none. Throws a UserFacingError and changes nothing if a
 * page would change in anything but its titles.
 */
export async function writeTitles(folder: string, edits: TitleEdit[]): Promise<void> {
  const byFile = new Map<string, TitleEdit[]>()
  for (const edit of edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit])
  const texts = new Map<string, string>()
  for (const [file, ofFile] of byFile) {
    const text = await readFile(path.join(folder, file), 'utf8')
    texts.set(file, edit(file, text, ofFile))
  }
  await writeTogether(folder, texts)
}

function edit(file: string, text: string, edits: TitleEdit[]): string {
  const before = readPage(file, Buffer.from(text))
  const body = before.source
  if (body === null) throw new UserFacingError(`${file} can't be parsed. Fix it first. Nothing was changed.`)
  const insertions = findInsertions(body, edits)
  let result = body
  for (const { start, end, written } of insertions.sort((one, other) => other.start - one.start))
    result = result.slice(0, start) + written + result.slice(end)
  // The body replaces the front matter by empty lines: it is shorter, and aligned with the text at its end.
  const first = Math.min(body.length, ...insertions.map(({ start }) => start))
  const after = text.slice(0, first + text.length - body.length) + result.slice(first)

  const { links } = readPage(file, Buffer.from(after))
  const fault = before.links.findIndex((link, index) => {
    const now = links[index]
    const asked = findEdit(edits, link)?.title
    // A link that shares its definition with an edited one gets the same title.
    const isAsRead =
      now?.url === link.url && now.text === link.text && now.verdict === link.verdict && now.id === link.id
    return !isAsRead || (asked === undefined ? link.title !== null && now.title !== link.title : now.title !== asked)
  })
  if (fault < 0 && links.length === before.links.length) return after
  const { line = 1, column = 1 } = before.links[fault] ?? {}
  throw new UserFacingError(
    `${file}:${line}:${column} The title can't be added here without changing the page. Add it by hand. Nothing was changed.`,
  )
}

function findEdit(edits: TitleEdit[], at: { line: number; column: number } | undefined): TitleEdit | undefined {
  return edits.find(({ line, column }) => line === at?.line && column === at.column)
}

/** Finds the text to insert and its position. For a reference link, that is its definition. */
function findInsertions(body: string, edits: TitleEdit[]): { start: number; end: number; written: string }[] {
  const definitions = new Map<string, Definition>()
  const insertions: { start: number; end: number; written: string }[] = []
  const tree = bodyParser().parse(body)
  visitParents(tree, 'definition', (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  visitParents(tree, (node) => {
    const at = node.position?.start
    const title = findEdit(edits, at)?.title
    if (title === undefined) return
    if (node.type === 'link')
      insertions.push(endOf(node, body, /(?<!\s)(?:\s+(?:"\s*"|'\s*'|\(\s*\)))?\s*\)$/, `${quote(title)})`))
    else if (node.type === 'linkReference') {
      const definition = definitions.get(node.identifier)
      if (definition)
        insertions.push(endOf(definition, body, /(?<!\s)(?:\s+(?:"\s*"|'\s*'|\(\s*\)))?\s*$/, quote(title)))
    } else if ((node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement') && node.name === 'Resource') {
      const start = (at?.offset ?? 0) + '<Resource'.length
      const empty = node.attributes.find((each) => each.type === 'mdxJsxAttribute' && each.name === 'title')
      const written = `title="${escapeAttribute(title)}"`
      const range = empty?.position && {
        start: empty.position.start.offset ?? start,
        end: empty.position.end.offset ?? start,
      }
      insertions.push(range ? { ...range, written } : { start, end: start, written: ` ${written}` })
    }
  })
  return insertions
}

/** Returns the insertion that replaces the end of a node matching a pattern. */
function endOf(node: Nodes, body: string, pattern: RegExp, written: string) {
  const end = node.position?.end.offset ?? 0
  const source = body.slice(node.position?.start.offset ?? 0, end)
  return { start: end - (pattern.exec(source)?.[0].length ?? 0), end, written }
}

function quote(title: string): string {
  return ` "${title.replace(/[\\"]/g, '\\$&').replace(/&(?=#?\w+;)/g, '&amp;')}"`
}

function escapeAttribute(title: string): string {
  // "|" would end a table cell.
  return title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('|', '&#124;')
}
