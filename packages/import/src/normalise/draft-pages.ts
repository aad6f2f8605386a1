import path from 'node:path'
import { toString } from 'mdast-util-to-string'
import { fileStem, shorten, toTitle } from '../arrange/name-page'
import { readNavTitles } from '../arrange/arrange-site'
import { completeNaming, nameSlug, nameTitle, type Naming } from '../arrange/naming'
import { ConversionError, explainError } from '../conversion-error'
import type { ImportOptions, ImportReport } from '../import-pages'
import { insertHero } from '../dialects/hero'
import { appendReferences, insertIncludes } from '../dialects/includes'
import { insertLists } from '../dialects/hugo-lists'
import { renderLoops } from '../dialects/liquid-loops'
import { insertFields } from '../dialects/printed-fields'
import type { SourceLines } from '../dialects/source-lines'
import { partFinder } from '../read/find-part'
import type { Site } from '../read/find-site'
import { readPages, type ReadPage } from '../read/read-pages'
import { addContinuation, draftParts, dropRepeatedMeta, type Draft } from './draft-body'

/** A page with its names and its body as Markdown, before it has a position. */
export interface DraftPage {
  source: string
  path: string
  site: Site | null
  fields: Map<string, string>
  slug: string
  naming: Naming
  draft: Draft
  notes: string[]
  /** Whether it was made for a folder without a page. */
  isMade?: boolean
  /** The page that it goes on, if that is too long for one page. */
  partOf?: DraftPage
}

/** Returns what a page names by "page.x", "site.x", or Hugo's "param.x", which is of the page or else of the site. */
function lookUp({ fields, site }: ReadPage, name: string): string | undefined {
  const [scope = '', ...rest] = name.toLowerCase().split('.')
  const key = rest.join('.')
  if (scope === 'page') return fields.get(key)
  if (scope === 'site') return site?.values.get(key)
  return fields.get(`params.${key}`) ?? fields.get(key) ?? site?.values.get(`params.${key}`)
}

/** Names the further parts of a page that is too long for one, and links each from the one before. */
function nameParts(page: DraftPage, drafts: Draft[], taken: Map<string, string>): DraftPage[] {
  if (!drafts.length) return []
  const count = drafts.length + 1
  page.notes.push(`It is too long for one page, and is split into ${count} at its headings.`)
  const parts = drafts.map((draft, at): DraftPage => {
    const number = at + 2
    const label = `, part ${number} of ${count}`
    const name = (text: string, length: number) => shorten(text, length - label.length) + label
    const { title, sidebartitle, slug: first } = page.naming
    const slug = Array.from({ length: 999 }, (_, more) => `${first.slice(0, 75)}-${number + more}`).find(
      (each) => !taken.has(each),
    )!
    taken.set(slug, page.source)
    const headings = draft.tree.children.flatMap((node) =>
      node.type === 'heading' && node.depth === 2 ? toString(node) : [],
    )
    const meta = headings.length ? `From “${headings[0]}” to “${headings.at(-1)}”.` : name(title, 300)
    return {
      ...page,
      slug,
      fields: new Map(),
      naming: { title: name(title, 120), slug, sidebartitle: name(sidebartitle, 40), meta: shorten(meta, 300) },
      draft,
      notes: [...draft.notes],
      partOf: page,
    }
  })
  for (const [at, { draft }] of [page, ...parts].entries()) {
    const next = parts[at]
    if (next) addContinuation(draft, next.naming)
  }
  return parts
}

/** Reads the pages of all inputs, and drafts those that are not in the content folder yet. */
export async function draftPages(
  { inputs, form, onProgress = () => {} }: ImportOptions,
  slugs: Map<string, string>,
  report: ImportReport,
): Promise<DraftPage[]> {
  const refuse = (source: string, error: unknown) => {
    const line = error instanceof ConversionError ? error.line : undefined
    report.refused.push({ source, reason: explainError(error), ...(line !== undefined && { line }) })
  }
  const { pages, sites } = await readPages(inputs, form, { refuse, onProgress })
  report.notes.push(...sites.flatMap(({ notes }) => notes))
  report.siteTitle = sites.flatMap(({ title }) => title ?? [])[0]
  const siblings = new Map(sites.map((site) => [site, pages.filter((page) => page.site === site)]))
  const navTitles = new Map<ReadPage, string>()
  for (const site of sites)
    for (const [page, title] of readNavTitles(site.navigation, siblings.get(site) ?? [], site.below))
      navTitles.set(page, title)
  const candidates: DraftPage[] = []
  const sources = new Map<string, string>()
  for (const [at, page] of pages.entries()) {
    const { source, fields, body } = page
    onProgress(`Parsing ${at + 1} of ${pages.length}: ${source}`)
    try {
      const read = {
        ...page,
        notes: [...page.notes],
        navTitle: navTitles.get(page),
        siteTitle: page.site?.title,
      }
      let title = ''
      const nameByHeading = (heading: string) =>
        (title = nameTitle({ ...read, notes: (read.notes = [...page.notes]) }, heading))
      const find = page.site ? partFinder(page.site) : () => null
      const [draft, ...others] = draftParts(
        body,
        nameByHeading,
        page.isMdx,
        (lines) => {
          insertHero(lines, fields)
          insertFields(lines, page.path, fields)
          appendBundled(lines, page)
          insertIncludes(lines, path.resolve(source), find)
          if (page.site) {
            const source = { ...page.site, fields, pages: siblings.get(page.site) ?? [] }
            insertLists(lines, source)
            if (page.site.generator === 'jekyll') renderLoops(lines, source)
          }
          for (const name of page.site?.appended ?? []) appendReferences(lines, find(name, path.resolve(source))?.text)
        },
        {
          lookUp: (name) => lookUp(page, name),
          generator: page.site?.generator,
        },
      )
      if (!draft) continue
      const slug = nameSlug(read, title, sources)
      const there = slugs.get(slug)
      if (there !== undefined) {
        report.existing.push({ source, file: there })
        sources.set(slug, source)
        continue
      }
      const notes = [...read.notes, ...draft.notes]
      const status =
        fields.get('status') ??
        (fields.get('draft') === 'true' ? 'draft' : fields.get('published') === 'false' ? 'draft' : '')
      if (/^(draft|hidden)$/i.test(status)) notes.push(`Its status "${status}" is ignored: the page will be public.`)
      const naming = completeNaming({ slug, title }, page, draft.firstSentence, notes)
      if (dropRepeatedMeta(draft, naming.meta))
        notes.push('Its first paragraph, which is its meta, is left out of the text.')
      sources.set(slug, source)
      const whole = { source, path: page.path, site: page.site, fields, slug, naming, draft, notes }
      candidates.push(whole, ...nameParts(whole, others, sources))
    } catch (error) {
      refuse(source, error)
    }
  }
  return candidates
}

/** Includes the files of a bundle at the end of its page, each below a heading of its name. */
function appendBundled({ lines }: SourceLines, { source, bundled }: ReadPage): void {
  const number = lines.at(-1)?.number ?? 1
  for (const file of bundled) {
    const name = path.relative(path.dirname(source), file).split(path.sep).join('/')
    for (const text of ['', `## ${toTitle(fileStem(name))}`, '', `{{< include "./${name}" >}}`])
      lines.push({ text, number })
  }
}
