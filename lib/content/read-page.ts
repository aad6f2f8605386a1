import path from 'node:path'
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { annotateHeadings, dropForeignElements, findLinks } from './annotate'
import { checkBody } from './check-body'
import { readFrontMatter, type FrontMatter } from './front-matter'
import { parseBody, placeOf } from './markdown'
import type { Heading, Problem, TopicLink } from './portal'

/** A link of one topic to another, kept until all topics are known. */
export interface InsideLink {
  href: string
  line: number
  column: number
}

/** One file as read, before it is set beside the others. */
export interface Page {
  file: string
  problems: Problem[]
  frontMatter: FrontMatter | null
  lineOf: (field: keyof FrontMatter) => { line: number; column: number }
  source: string | null
  headings: Heading[]
  links: TopicLink[]
  insideLinks: InsideLink[]
}

/** Reads one file. Never throws: what is wrong is among its problems, and what could be read is there. */
export function readPage(file: string, bytes: Buffer): Page {
  const problems: Problem[] = []
  const page: Page = { file, problems, frontMatter: null, lineOf: () => ({ line: 1, column: 1 }), source: null, headings: [], links: [], insideLinks: [] }
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
  checkBody(tree, report)
  dropForeignElements(tree)
  page.headings = annotateHeadings(tree)
  page.insideLinks = findInsideLinks(tree)
  page.links = findLinks(tree, body).map(({ href: url, text, verdict, clause, id = null, node }) => ({ url, text, verdict, clause, id, ...placeOf(node) }))
  return page
}

function findInsideLinks(tree: Root): InsideLink[] {
  const links: InsideLink[] = []
  visit(tree, (node) => {
    if ((node.type === 'link' || node.type === 'definition') && /^[/#]/.test(node.url))
      links.push({ href: node.url, ...placeOf(node) })
  })
  return links
}
