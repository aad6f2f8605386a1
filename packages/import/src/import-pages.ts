import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import {
  formatProblem,
  getHost,
  isError,
  loadPortal,
  parseUrl,
  readPage,
  slugFor,
  TooSlowError,
  type Problem,
} from '@/lib/content'
import { completeNaming, namePage, type Naming } from './arrange/naming'
import { draftBody, type Draft } from './normalise/draft-body'
import { finishPage } from './write/finish-page'
import { writeFrontMatter } from './write/write-front-matter'
import { listSources } from './read/list-sources'
import { fileStem } from './arrange/name-page'
import { PictureFinder, type Picture } from './write/pictures'
import { maxBytes, readSource, type Source, type SourceForm } from './read/read-source'
import { ConversionError } from './conversion-error'
import { resolveLink, type LinkIndex, type Target } from './arrange/resolve-links'
import { listPagesIn, tryPages, writeNew } from './write/stage'
import { assignSortorder, type Place, type ExistingPage } from './arrange/assign-sortorder'
import type { Addresses } from './write/write-body'

/** Options of an import. */
export interface ImportOptions {
  /** Source files and folders. */
  inputs: string[]
  /** The content folder. */
  folder: string
  /** The public folder; pictures are copied into its `figures`. */
  publicFolder: string
  /** The form of the sources; by default it is detected for each page. */
  form?: SourceForm
  /** Writes nothing. */
  dryRun?: boolean
  onProgress?: (text: string) => void
}

/** The result of an import. Source paths are as given; page paths are relative to the content folder. */
export interface ImportReport {
  converted: {
    source: string
    file: string
    slug: string
    title: string
    sortorder: string
    resources: string[]
    notes: string[]
    problems: Problem[]
  }[]
  existing: { source: string; file: string }[]
  refused: { source: string; reason: string }[]
  /** Pictures copied into the public folder. */
  pictures: string[]
  /** New problems of existing pages. */
  elsewhere: Problem[]
}

interface Candidate {
  source: string
  fields: Map<string, string>
  slug: string
  naming: Naming
  draft: Draft
  notes: string[]
}

interface Finished {
  page: Candidate
  place: Place
  file: string
  text: string
  resources: string[]
  notes: string[]
  pictures: Picture[]
}

/** Rules that only other pages can satisfy, such as linking to the new one. */
const rulesOfOtherPages = new Set(['orphan'])

/**
 * Imports pages from other sites. Each is written only if all of it converts and passes the check together with
 * the others; else the report says why. Never overwrites a file.
 */
export async function importPages(options: ImportOptions): Promise<ImportReport> {
  const { folder, publicFolder, dryRun = false, onProgress = () => {} } = options
  const report: ImportReport = { converted: [], existing: [], refused: [], pictures: [], elsewhere: [] }
  const target = await readTarget(folder, publicFolder)
  let pages = await readCandidates(options, target.slugs, report)
  const finder = new PictureFinder(path.join(publicFolder, 'figures'))
  const finish = cacheFinishedPages()

  for (;;) {
    const refused = new Map<Candidate, string>()
    const places = assignSortorder(pages, target.existingPages)
    const linkIndex = buildLinkIndex(pages, target)
    const finished: Finished[] = []
    for (const [at, page] of pages.entries()) {
      onProgress(`Converting ${at + 1} of ${pages.length}: ${page.source}`)
      const place = places.get(page)
      if (!place) continue
      try {
        finished.push(await finish(page, place, linkIndex, finder))
      } catch (error) {
        refused.set(page, explain(error))
      }
    }
    const figures = finished.flatMap(({ pictures }) => pictures)
    if (refused.size === 0) {
      onProgress('Checking the content with these pages in it')
      const problems = await tryPages(
        folder,
        publicFolder,
        finished,
        figures.map(({ name }) => name),
      )
      for (const { page, file } of finished) {
        const problem = problems.find(
          (each) => isError(each) && each.file === file && !rulesOfOtherPages.has(each.rule),
        )
        if (problem) refused.set(page, `The converted page has a problem: ${formatProblem(problem)}`)
      }
      if (refused.size === 0) {
        report.elsewhere = problems.filter(
          (problem) =>
            !finished.some(({ file }) => file === problem.file) && !target.problems.has(formatProblem(problem)),
        )
        await write(options, finished, problems, report, dryRun)
        return report
      }
    }
    for (const [page, reason] of refused) report.refused.push({ source: page.source, reason })
    // Repeats without them: others may have linked to them, or can take their sortorder.
    pages = pages.filter((page) => !refused.has(page))
  }
}

async function readTarget(folder: string, publicFolder: string) {
  const existingPages: ExistingPage[] = []
  const slugs = new Map<string, string>()
  const targets: Target[] = []
  const secure = new Set<string>()
  const files = await listPagesIn(folder)
  for (const file of files) {
    slugs.set(path.posix.basename(file, '.mdx'), file)
    const { frontMatter, links } = readPage(file, await readFile(path.join(folder, file)))
    for (const { url } of links) if (/^https:/i.test(url)) secure.add(getHost(url))
    if (!frontMatter) continue
    slugs.set(frontMatter.slug, file)
    existingPages.push(frontMatter)
  }
  const portal = files.length ? await loadPortal(folder, publicFolder) : null
  for (const { slug, headings } of portal?.topics.values() ?? []) targets.push({ slug, headings, anchors: {} })
  return { existingPages, slugs, targets, secure, problems: new Set(portal?.problems.map(formatProblem)) }
}

async function readCandidates(
  { inputs, form, onProgress = () => {} }: ImportOptions,
  slugs: Map<string, string>,
  report: ImportReport,
): Promise<Candidate[]> {
  const { files, missing } = await listSources(inputs)
  for (const source of missing) report.refused.push({ source, reason: 'There is no such file or folder.' })
  const candidates: Candidate[] = []
  const sources = new Map<string, string>()
  for (const [at, source] of files.entries()) {
    onProgress(`Reading ${at + 1} of ${files.length}: ${source}`)
    try {
      if (/\.(rst|html?|ipynb|pdf|docx?|png|jpe?g|svg|gif)$/i.test(source))
        throw new ConversionError('It is not Markdown. Only Markdown pages can be imported.')
      if ((await stat(source)).size > maxBytes)
        throw new ConversionError(`It is larger than ${maxBytes / 1024} KiB. Split it into several pages.`)
      const read = readSource(await readFile(source), form)
      const { slug, title } = distinguishSlug(namePage(read, source), read, sources)
      const [there, twin] = [slugs.get(slug), sources.get(slug)]
      if (there !== undefined) {
        report.existing.push({ source, file: there })
        continue
      }
      if (twin !== undefined)
        throw new ConversionError(`Its slug "${slug}" is also that of ${twin}. Change one of them.`)
      const draft = draftBody(read.body, title)
      const notes = [...read.notes, ...draft.notes]
      if (/^(draft|hidden)$/i.test(read.fields.get('status') ?? ''))
        notes.push(`Its status "${read.fields.get('status')}" is ignored: the page will be public.`)
      const naming = completeNaming({ slug, title }, read, draft.firstSentence, notes)
      sources.set(slug, source)
      candidates.push({ source, fields: read.fields, slug, naming, draft, notes })
    } catch (error) {
      report.refused.push({ source, reason: explain(error) })
    }
  }
  return candidates
}

/** Returns a slug from the title if the one from a file name such as `index.md` is taken. */
function distinguishSlug(
  { slug, title }: Pick<Naming, 'slug' | 'title'>,
  { fields, notes }: Source,
  sources: Map<string, string>,
): Pick<Naming, 'slug' | 'title'> {
  const other = slugFor(fields.get('title') ?? '')
  if (!sources.has(slug) || fields.get('slug') || !other || sources.has(other)) return { slug, title }
  notes.push(`Its file name gives the slug of ${sources.get(slug)}; the slug "${other}" from its title is used.`)
  return { slug: other, title }
}

function buildLinkIndex(pages: Candidate[], target: { targets: Target[]; secure: Set<string> }): LinkIndex {
  const linkIndex: LinkIndex = { targets: new Map(), names: new Map(), secure: new Set(target.secure) }
  for (const each of target.targets) linkIndex.targets.set(each.slug, each)
  for (const { slug, fields, source, draft } of pages) {
    linkIndex.targets.set(slug, { slug, headings: draft.headings, anchors: draft.anchors })
    for (const name of [slug, fields.get('slug') ?? '']) if (name) linkIndex.names.set(name.toLowerCase(), slug)
    for (const url of draft.links) if (/^https:/i.test(url) && parseUrl(url)) linkIndex.secure.add(getHost(url))
    const stem = fileStem(source).toLowerCase()
    if (!linkIndex.names.has(stem) && !linkIndex.targets.has(stem)) linkIndex.names.set(stem, slug)
  }
  return linkIndex
}

/** Returns a function that finishes pages, and reuses the result for the same position and addresses. */
function cacheFinishedPages() {
  const known = new Map<string, { text: string; resources: string[] }>()
  return async (page: Candidate, place: Place, linkIndex: LinkIndex, finder: PictureFinder): Promise<Finished> => {
    const notes = [...page.notes, ...place.notes]
    const addresses: Addresses = { links: {}, pictures: {} }
    const self = linkIndex.targets.get(page.slug) ?? { slug: page.slug, headings: [], anchors: {} }
    for (const href of page.draft.links) {
      const { url, note } = resolveLink(href, self, linkIndex)
      addresses.links[href] = url
      if (note) notes.push(note)
    }
    const pictures: Picture[] = []
    for (const src of page.draft.pictures) {
      const found = await finder.find(src, page.source)
      addresses.pictures[src] = typeof found === 'string' ? null : found
      if (typeof found === 'string') notes.push(found)
      else pictures.push(found)
    }
    const file = `${place.folder}/${page.slug}.mdx`
    const frontMatter = writeFrontMatter(page.naming, place)
    const key = JSON.stringify([
      file,
      frontMatter,
      addresses.links,
      Object.entries(addresses.pictures).map(([src, picture]) => [src, picture?.url]),
    ])
    const done = known.get(key) ?? finishPage(page.draft, frontMatter, addresses, file, linkIndex.secure)
    known.set(key, done)
    return { page, place, file, ...done, notes: [...new Set(notes)], pictures }
  }
}

async function write(
  { folder, publicFolder }: ImportOptions,
  finished: Finished[],
  problems: Problem[],
  report: ImportReport,
  dryRun: boolean,
): Promise<void> {
  for (const { page, place, file, text, resources, notes, pictures } of finished) {
    const { source, naming } = page
    if (!dryRun) {
      // Pictures first, so that no page shows a missing one.
      for (const { name, bytes } of pictures) await writeNew(path.join(publicFolder, 'figures', name), bytes)
      if (!(await writeNew(path.join(folder, file), text))) {
        report.existing.push({ source, file })
        continue
      }
    }
    for (const { url } of pictures) if (!report.pictures.includes(url)) report.pictures.push(url)
    report.converted.push({
      source,
      file,
      slug: naming.slug,
      title: naming.title,
      sortorder: place.sortorder,
      resources,
      notes,
      problems: problems.filter((each) => each.file === file),
    })
  }
}

function explain(error: unknown): string {
  if (error instanceof ConversionError) return error.message
  if (error instanceof TooSlowError)
    return 'Parsing it takes too long. Remove long runs of *, _, [, > or -, and deep nesting.'
  if (error instanceof RangeError) return 'Its elements are nested too deeply. Reduce the nesting.'
  const { code, message } = error as NodeJS.ErrnoException
  if (code) return `It can't be read (${code}).`
  return `It can't be converted (${String(message).slice(0, 200)}). Simplify the page and try again.`
}
