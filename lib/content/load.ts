import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { annotateHeadings, dropForeignElements, findResources } from './annotate'
import { readFrontMatter, type FrontMatter } from './front-matter'
import { getAttribute, isElement, isOutside, ownId } from './links'
import { authorElements, parseBody } from './markdown'
import type { Chapter, Heading, Portal, Problem, Resource, Topic } from './portal'

/** A link of one topic to another, kept until all topics are known. */
interface InsideLink {
  href: string
  line: number
  column: number
}

/** One file as read, before it is set beside the others. */
interface Page {
  file: string
  problems: Problem[]
  frontMatter: FrontMatter | null
  lineOf: (field: keyof FrontMatter) => { line: number; column: number }
  source: string | null
  headings: Heading[]
  resources: (Omit<Resource, 'topics'> & { line: number; column: number })[]
  insideLinks: InsideLink[]
}

/**
 * Reads every page below a content folder, once, into the portal. Never refuses: a page that can't
 * stand (its front matter, slug, place or chapter is wrong) is left out, one whose body can't be
 * read stays without it, and all that is wrong is among the portal's problems.
 */
export async function loadPortal(folder: string): Promise<Portal> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.mdx'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort()
  const pages = await Promise.all(files.map(async (file) => readPage(file, await readFile(path.join(folder, file)))))
  return assemble(pages)
}

function readPage(file: string, bytes: Buffer): Page {
  const problems: Problem[] = []
  const page: Page = { file, problems, frontMatter: null, lineOf: () => ({ line: 1, column: 1 }), source: null, headings: [], resources: [], insideLinks: [] }
  const report = (problem: Omit<Problem, 'file'>) => problems.push({ file, ...problem })

  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    report({ line: 1, column: 1, rule: 'encoding', message: 'The file is not UTF-8. Save it as UTF-8.' })
    return page
  }
  if (text.startsWith('\uFEFF')) {
    report({ line: 1, column: 1, rule: 'encoding', message: 'The file begins with a byte order mark. Save it as UTF-8 without one.' })
    text = text.slice(1)
  }

  const { data, lineOf, body, problems: found } = readFrontMatter(text)
  found.forEach(report)
  page.frontMatter = data
  page.lineOf = lineOf
  if (data && data.slug !== path.posix.basename(file, '.mdx'))
    report({ ...lineOf('slug'), rule: 'slug', message: `The slug "${data.slug}" must be the file's name. Rename the file to ${data.slug}.mdx, or change the slug.` })

  const { tree, problem } = parseBody(body)
  if (!tree) {
    report(problem)
    return page
  }
  page.source = body
  checkElements(tree, report)
  dropForeignElements(tree)
  page.headings = annotateHeadings(tree)
  page.insideLinks = findInsideLinks(tree)
  page.resources = findResources(tree, body).map(({ id, href, text: title, verdict, node }) => ({
    id,
    href,
    title,
    kind: verdict === 'tool' ? 'tool' : 'tutorial',
    line: node.position?.start.line ?? 1,
    column: node.position?.start.column ?? 1,
  }))
  return page
}

/** Content is text: expressions, imports and elements other than the authors' own are refused aloud. */
function checkElements(tree: Root, report: (problem: Omit<Problem, 'file'>) => void): void {
  visit(tree, (node) => {
    const at = { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 }
    if (node.type === 'mdxjsEsm') report({ ...at, rule: 'javascript', message: 'A page can\'t hold "import" or "export". Begin the line with another word.' })
    if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression')
      report({ ...at, rule: 'javascript', message: 'A page can\'t hold JavaScript in braces. Write "\\{" for a brace in text.' })
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return
    if (!node.name || !authorElements.has(node.name))
      report({ ...at, rule: 'element', message: `<${node.name ?? ''}> can't be used on a page. Write Markdown, or one of ${[...authorElements].map((name) => `<${name}>`).join(', ')}.` })
    if (node.attributes.some((each) => each.type !== 'mdxJsxAttribute' || (each.value && typeof each.value === 'object')))
      report({ ...at, rule: 'javascript', message: 'An attribute must be plain text in quotes.' })
    if (!isElement(node, 'Resource')) return
    const [href, id] = [getAttribute(node, 'href'), getAttribute(node, 'id')]
    if (!href || !isOutside(href)) report({ ...at, rule: 'element', message: 'A <Resource> needs the address of another site: href="https://…".' })
    if (id !== undefined && !ownId.test(id)) report({ ...at, rule: 'element', message: 'The id of a <Resource> must be 1 to 64 lower-case letters, digits or hyphens.' })
  })
}

function findInsideLinks(tree: Root): InsideLink[] {
  const links: InsideLink[] = []
  visit(tree, (node) => {
    if ((node.type === 'link' || node.type === 'definition') && /^[/#]/.test(node.url))
      links.push({ href: node.url, line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 })
  })
  return links
}

/** Sets the pages beside one another: order, chapters, resources, and what only shows between files. */
function assemble(pages: Page[]): Portal {
  const standing = dropDuplicates(pages, 'sortorder', dropDuplicates(pages, 'slug', pages.filter((page) => page.frontMatter)))
  const heads = new Map<string, Page>()
  for (const page of standing) {
    const { toc, sortorder } = page.frontMatter!
    const number = sortorder.slice(0, 2)
    const head = heads.get(number)
    if (toc && head) report(page, 'toc', 'chapter', `Chapter ${number} is headed by ${head.file} already. Set toc to false here or there.`)
    else if (toc) heads.set(number, page)
  }

  const portal: Portal = { chapters: [], topics: new Map(), resources: new Map(), problems: [] }
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
  portal.problems = pages.flatMap((page) => page.problems.sort((a, b) => a.line - b.line || a.column - b.column))
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
  const { file, source, headings, problems } = page
  const own = page.resources.map(({ line, column, ...facts }) => {
    const resource = resources.get(facts.id) ?? { ...facts, topics: [] }
    resources.set(resource.id, resource)
    resource.topics.push({ slug: page.frontMatter!.slug, file, line, column })
    return resource
  })
  return { ...page.frontMatter!, chapter, file, source, headings, resources: own, problems }
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
