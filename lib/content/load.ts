import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FrontMatter } from './front-matter'
import { followDeclarations, movesFile, noMoves, readDeclarations } from './moves'
import type { Chapter, Portal, Resource, Topic } from './portal'
import { readPage, type InsideLink, type Page } from './read-page'

/**
 * Reads every page below a content folder, once, into the portal. Never refuses: a page that can't
 * stand (its front matter, slug, place or chapter is wrong) is left out, one whose body can't be
 * read stays without it, and all that is wrong is among the portal's problems.
 */
export async function loadPortal(folder: string): Promise<Portal> {
  const files = await listPages(folder)
  const pages = await Promise.all(files.map(async (file) => readPage(file, await readFile(path.join(folder, file)))))
  return assemble(pages, await readMoved(folder))
}

/** Every page below a content folder, by its path from there, in plain string order. */
export async function listPages(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.mdx'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort()
}

/** The text of `moved.yaml`; empty where there is none. */
async function readMoved(folder: string): Promise<string> {
  try {
    return await readFile(path.join(folder, movesFile), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** Sets the pages beside one another: order, chapters, resources, and what only shows between files. */
function assemble(pages: Page[], moved: string): Portal {
  const standing = dropDuplicates(pages, 'sortorder', dropDuplicates(pages, 'slug', pages.filter((page) => page.frontMatter)))
  const heads = new Map<string, Page>()
  for (const page of standing) {
    const { toc, sortorder } = page.frontMatter!
    const number = sortorder.slice(0, 2)
    const head = heads.get(number)
    if (toc && head) report(page, 'toc', 'chapter', `Chapter ${number} is headed by ${head.file} already. Set toc to false here or there.`)
    else if (toc) heads.set(number, page)
  }

  const portal: Portal = { chapters: [], topics: new Map(), resources: new Map(), moves: noMoves, problems: [] }
  const chapters = new Map<string, Chapter>()
  for (const page of standing) {
    const number = page.frontMatter!.sortorder.slice(0, 2)
    const head = heads.get(number)
    if (!head) {
      report(page, 'sortorder', 'chapter', `No page heads chapter ${number}. Give one page of it "toc: true", or move this page to another chapter.`)
      continue
    }
    const topic = toTopic(page, number, portal.resources)
    portal.topics.set(topic.slug, topic)
    if (page === head) chapters.set(number, { number, head: topic, topics: [] })
  }
  // In a second pass, since a head need not sort first.
  for (const topic of portal.topics.values()) {
    const chapter = chapters.get(topic.chapter)
    if (chapter && chapter.head !== topic) chapter.topics.push(topic)
  }
  portal.chapters = [...chapters.values()].sort((a, b) => compare(a.number, b.number))

  for (const page of pages) for (const link of page.insideLinks) checkInsideLink(page, link, portal)
  const { declarations, problems: misread } = readDeclarations(moved)
  const { moves, problems: misled } = followDeclarations(
    declarations,
    (id) => portal.resources.has(id),
    (slug) => portal.topics.has(slug),
  )
  portal.moves = moves
  portal.problems = [...misread, ...misled, ...pages.flatMap((page) => page.problems.sort((a, b) => a.line - b.line || a.column - b.column))]
  return portal
}

/** The pages in order of a field, the first of each value only; the others get a problem. */
function dropDuplicates(pages: Page[], field: 'slug' | 'sortorder', candidates: Page[]): Page[] {
  const first = new Map<string, Page>()
  for (const page of candidates) {
    const value = page.frontMatter![field]
    const other = first.get(value)
    if (other) report(page, field, field, `The ${field} "${value}" is that of ${other.file} already. ${field === 'slug' ? 'Choose another.' : `Free ones nearby: ${suggestSortorders(pages, value).join(', ')}.`}`)
    else first.set(value, page)
  }
  return [...first.values()].sort((a, b) => compare(a.frontMatter!.sortorder, b.frontMatter!.sortorder))
}

function suggestSortorders(pages: Page[], taken: string): string[] {
  const used = new Set(pages.map((page) => page.frontMatter?.sortorder))
  const chapter = taken.slice(0, 2)
  const places = Array.from({ length: 99 }, (_, index) => chapter + String(index + 1).padStart(2, '0'))
  return places.filter((place) => place > taken.slice(0, 4) && !used.has(place)).slice(0, 3)
}

function toTopic(page: Page, chapter: string, resources: Map<string, Resource>): Topic {
  const { file, source, headings, links, problems } = page
  const own = new Map<string, Resource>()
  for (const { id, url, text, verdict, line, column } of links) {
    if (verdict === 'mention' || id === null || own.has(id)) continue
    const resource = resources.get(id) ?? { id, href: url, title: text, kind: verdict, topics: [] }
    resources.set(id, resource)
    own.set(id, resource)
    resource.topics.push({ slug: page.frontMatter!.slug, file, line, column })
  }
  return { ...page.frontMatter!, chapter, file, source, headings, links, resources: [...own.values()], problems }
}

function checkInsideLink(page: Page, link: InsideLink, portal: Portal): void {
  const [address = '', anchor] = link.href.split('#')
  const slug = address === '' ? page.frontMatter?.slug : slugOfAddress(address)
  if (slug === undefined) return
  const topic = portal.topics.get(slug)
  const problem = (message: string) => page.problems.push({ file: page.file, line: link.line, column: link.column, rule: 'internal-link', message })
  if (!topic) problem(`No topic has the address ${address || link.href}. Mend the address, or add the topic.`)
  else if (anchor && topic.source && !topic.headings.some((heading) => heading.id === anchor)) problem(`The topic "${slug}" has no heading with the anchor #${anchor}.`)
}

/** The slug in `/prometheus` or `/prometheus.html`; undefined where the address is no topic's. */
export function slugOfAddress(address: string): string | undefined {
  return /^\/([a-z0-9-]+)(?:\.html)?$/.exec(address)?.[1]
}

function report(page: Page, field: keyof FrontMatter, rule: string, message: string): void {
  page.problems.push({ file: page.file, ...page.lineOf(field), rule, message })
}

/** Plain string order, whatever the locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
