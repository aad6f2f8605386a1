import path from 'node:path'
import {
  formatProblem,
  getHost,
  isError,
  KeptPages,
  loadPortal,
  parseUrl,
  slugFor,
  TooSlowError,
  type Problem,
} from '@/lib/content'
import { assignChapters } from './arrange/assign-chapters'
import { assignSortorder, type ExistingPage, type Place } from './arrange/assign-sortorder'
import { arrangeSite, readNavTitles, type SiteChapter } from './arrange/arrange-site'
import { fileStem, isIndex } from './arrange/name-page'
import { completeNaming, nameSlug, nameTitle, type Naming } from './arrange/naming'
import { PathIndex } from './arrange/page-paths'
import { resolveLink, type LinkIndex, type Target } from './arrange/resolve-links'
import { ConversionError } from './conversion-error'
import { draftBody, emptyDraft, type Draft } from './normalise/draft-body'
import type { Site } from './read/find-site'
import { readPages, type ReadPage } from './read/read-pages'
import type { SourceForm } from './read/read-source'
import { describeDifferences, isLoss, type Difference } from './report/count-parts'
import { finishPage, type Entry } from './write/finish-page'
import { PictureFinder, type Picture } from './write/pictures'
import { listPagesIn, loadWith, writeNew } from './write/stage'
import type { Addresses } from './write/write-body'
import { writeFrontMatter } from './write/write-front-matter'

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
  /** The address of the site, for links to pages that are not imported. */
  site?: string
  /** Folders that hold pictures of the site. */
  pictures?: string[]
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
    /** The kinds of parts whose number differs between the page and its source. */
    differences: Difference[]
    /** Whether parts are missing that no note names. */
    isLossy: boolean
  }[]
  /** Pages made for folders that no page heads. */
  made: { file: string; title: string }[]
  existing: { source: string; file: string }[]
  refused: { source: string; reason: string; line?: number }[]
  /** Pictures copied into the public folder. */
  pictures: string[]
  /** New problems of existing pages. */
  elsewhere: Problem[]
  /** Notes on the sites as a whole. */
  notes: string[]
}

interface Candidate {
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
}

interface Finished {
  page: Candidate
  place: Place
  file: string
  text: string
  /** The page as the portal reads it. */
  parsed: ReturnType<typeof finishPage>['page']
  resources: string[]
  notes: string[]
  pictures: Picture[]
  differences: Difference[]
}

interface TargetContent {
  existingPages: ExistingPage[]
  slugs: Map<string, string>
  targets: Target[]
  secure: Set<string>
  problems: Set<string>
  /** Slugs that existing pages link to. */
  linked: Set<string>
}

/** Rules that only other pages can satisfy, such as linking to the new one. */
const rulesOfOtherPages = new Set(['orphan'])

/**
 * Imports pages from other sites. Each is written only if all of it converts and passes the check together with
 * the others; else the report says why. Never overwrites a file.
 */
export async function importPages(options: ImportOptions): Promise<ImportReport> {
  const { folder, publicFolder, dryRun = false, onProgress = () => {} } = options
  const report: ImportReport = {
    converted: [],
    made: [],
    existing: [],
    refused: [],
    pictures: [],
    elsewhere: [],
    notes: [],
  }
  const kept = new KeptPages()
  const target = await readTarget(folder, publicFolder, kept)
  let pages = await readCandidates(options, target.slugs, report)
  const finder = new PictureFinder(path.join(publicFolder, 'figures'), options.pictures)
  const finish = cacheFinishedPages()

  for (;;) {
    const refused = new Map<Candidate, string>()
    const { places, all, contents } = arrange(pages, target)
    const linkIndex = { ...buildLinkIndex(all, target), site: options.site }
    const drafts = [...all].map((page) => ({ page, resolved: resolveLinks(page, linkIndex) }))
    addOrphans(drafts, places, contents, target)
    const finished: Finished[] = []
    for (const [at, { page, resolved }] of drafts.entries()) {
      onProgress(`Converting ${at + 1} of ${drafts.length}: ${page.source}`)
      const place = places.get(page)
      if (!place) continue
      try {
        finished.push(await finish(page, place, resolved, contents.get(page) ?? [], linkIndex, finder))
      } catch (error) {
        refused.set(page, explain(error))
      }
    }
    const figures = finished.flatMap(({ pictures }) => pictures)
    if (refused.size === 0) {
      onProgress('Checking the content with these pages in it')
      for (const { parsed, text } of finished) kept.add(parsed, Buffer.from(text))
      const { problems } = await loadWith(
        folder,
        publicFolder,
        new Map(finished.map(({ file, text }) => [file, text])),
        figures.map(({ name }) => name),
        kept,
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
    for (const [page, reason] of refused) report.refused.push({ source: page.source, reason, line: 1 })
    // Repeats without them: others may have linked to them, or can take their sortorder.
    pages = pages.filter((page) => !refused.has(page))
  }
}

async function readTarget(folder: string, publicFolder: string, kept: KeptPages): Promise<TargetContent> {
  const existingPages: ExistingPage[] = []
  const slugs = new Map<string, string>()
  const targets: Target[] = []
  const secure = new Set<string>()
  const linked = new Set<string>()
  const files = await listPagesIn(folder)
  const portal = files.length ? await loadPortal(folder, publicFolder, kept) : null
  for (const file of files) {
    slugs.set(path.posix.basename(file, '.mdx'), file)
    const page = kept.get(file)
    if (!page) continue
    const { frontMatter, links, addresses } = page
    for (const { href } of addresses.inside) linked.add(/^\/([a-z0-9-]+)/.exec(href)?.[1] ?? '')
    for (const { url } of links) if (/^https:/i.test(url)) secure.add(getHost(url))
    if (!frontMatter) continue
    slugs.set(frontMatter.slug, file)
    existingPages.push(frontMatter)
  }
  for (const { slug, headings } of portal?.topics.values() ?? []) targets.push({ slug, headings, anchors: {} })
  return { existingPages, slugs, targets, secure, linked, problems: new Set(portal?.problems.map(formatProblem)) }
}

async function readCandidates(
  { inputs, form, onProgress = () => {} }: ImportOptions,
  slugs: Map<string, string>,
  report: ImportReport,
): Promise<Candidate[]> {
  const refuse = (source: string, error: unknown) => {
    const line = error instanceof ConversionError ? error.line : undefined
    report.refused.push({ source, reason: explain(error), ...(line !== undefined && { line }) })
  }
  const { pages, sites } = await readPages(inputs, form, { refuse, onProgress })
  report.notes.push(...sites.flatMap(({ notes }) => notes))
  const navTitles = new Map<ReadPage, string>()
  for (const site of sites)
    for (const [page, title] of readNavTitles(
      site.navigation,
      pages.filter((each) => each.site === site),
      site.below,
    ))
      navTitles.set(page, title)
  const candidates: Candidate[] = []
  const sources = new Map<string, string>()
  for (const [at, page] of pages.entries()) {
    const { source, fields, body } = page
    onProgress(`Parsing ${at + 1} of ${pages.length}: ${source}`)
    try {
      const read = { ...page, notes: [...page.notes], navTitle: navTitles.get(page) }
      let title = ''
      const draft = draftBody(
        body,
        (heading) => (title = nameTitle({ ...read, notes: (read.notes = [...page.notes]) }, heading)),
        page.isMdx,
      )
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
      sources.set(slug, source)
      candidates.push({ source, path: page.path, site: page.site, fields, slug, naming, draft, notes })
    } catch (error) {
      refuse(source, error)
    }
  }
  return candidates
}

/** Gives each page its position: by the structure of its site, or by its own sortorder for a single page. */
function arrange(
  pages: Candidate[],
  { existingPages, slugs }: TargetContent,
): { places: Map<Candidate, Place>; all: Candidate[]; contents: Map<Candidate, Entry[]> } {
  const chapters: (SiteChapter<Candidate> & { head: Candidate })[] = []
  const loose: Candidate[] = []
  const contents = new Map<Candidate, Entry[]>()
  const taken = new Set([...slugs.keys(), ...pages.map(({ slug }) => slug)])
  for (const site of new Set(pages.map((page) => page.site))) {
    const own = pages.filter((page) => page.site === site)
    const isNumbered = own.some(({ fields }) => /^\d+$/.test((fields.get('sortorder') ?? '').replace(/["']/g, '')))
    const arranged = site && !isNumbered ? arrangeSite(own, site.navigation, site.labels, site.below) : null
    if (!site || !arranged) loose.push(...own)
    else
      for (const chapter of arranged) {
        const head = chapter.head ?? makeHead(chapter, site, slugs, taken)
        chapters.push({ ...chapter, head })
        // An index without words lists its pages, as generators show it.
        if (head.isMade || !head.draft.tree.children.length) contents.set(head, chapter.pages.map(toEntry))
        for (const page of chapter.pages)
          if (isIndex(page.path) && !page.draft.tree.children.length) {
            const folder = page.path.split('/').slice(0, -1).join('/')
            const below = chapter.pages.filter((each) => each !== page && each.path.startsWith(`${folder}/`))
            contents.set(page, below.map(toEntry))
          }
      }
  }
  const places = assignSortorder(loose, existingPages)
  const taking = [...existingPages, ...[...places].map(([{ slug }, { sortorder, toc }]) => ({ slug, sortorder, toc }))]
  for (const [page, place] of assignChapters(chapters, taking)) places.set(page, place)
  return { places, all: [...loose, ...chapters.flatMap(({ head, pages: others }) => [head, ...others])], contents }
}

const toEntry = ({ naming: { title, slug } }: Candidate): Entry => ({ title, slug })

/** Makes the page that heads a folder without one. An existing page of its name heads it, as after an earlier import. */
function makeHead(
  { title, name, description, pages }: SiteChapter<Candidate>,
  site: Site,
  slugs: Map<string, string>,
  taken: Set<string>,
): Candidate {
  const first = slugFor(name.split('/').at(-1) ?? '') || slugFor(title) || 'chapter'
  const isOther = (slug: string) => taken.has(slug) && !slugs.get(slug)?.startsWith(`${slug}/`)
  const slug = isOther(first)
    ? ([`${first}-chapter`, `${first}-overview`].find((each) => !isOther(each)) ?? `${first}-pages`)
    : first
  taken.add(slug)
  const notes: string[] = []
  const list = pages.map(({ naming }) => naming.sidebartitle).join(', ')
  const fields = new Map([['description', description || `Pages: ${list}.`]])
  const naming = completeNaming({ slug, title }, { fields, body: '', notes: [] }, '', notes)
  return {
    source: path.join(site.root, name),
    path: `${name}/index.md`,
    site,
    fields,
    slug,
    naming,
    draft: emptyDraft(),
    notes,
    isMade: true,
  }
}

/** Lets the head of each chapter link the pages that no other page links to. */
function addOrphans(
  drafts: { page: Candidate; resolved: ReturnType<typeof resolveLinks> }[],
  places: Map<Candidate, Place>,
  contents: Map<Candidate, Entry[]>,
  target: TargetContent,
): void {
  const linked = new Set(target.linked)
  for (const { page, resolved } of drafts)
    for (const url of Object.values(resolved.links)) {
      const [, slug] = /^\/([a-z0-9-]+)\.html/.exec(url ?? '') ?? []
      if (slug && slug !== page.slug) linked.add(slug)
    }
  for (const [page, entries] of contents) for (const { slug } of entries) if (slug !== page.slug) linked.add(slug)
  const heads = new Map(
    [...places].filter(([, { toc }]) => toc).map(([page, { sortorder }]) => [sortorder.slice(0, 2), page]),
  )
  for (const { page } of drafts) {
    const place = places.get(page)
    const head = place && heads.get(place.sortorder.slice(0, 2))
    if (!head || place.toc || linked.has(page.slug)) continue
    contents.set(head, [...(contents.get(head) ?? []), toEntry(page)])
  }
}

function buildLinkIndex(pages: Candidate[], target: TargetContent): LinkIndex {
  const linkIndex: LinkIndex = {
    targets: new Map(),
    names: new Map(),
    paths: new PathIndex(),
    secure: new Set(target.secure),
  }
  for (const each of target.targets) linkIndex.targets.set(each.slug, each)
  const stems = new Map<string, number>()
  for (const { source } of pages)
    stems.set(fileStem(source).toLowerCase(), (stems.get(fileStem(source).toLowerCase()) ?? 0) + 1)
  for (const { slug, fields, source, path: own, site, draft, isMade } of pages) {
    linkIndex.targets.set(slug, { slug, headings: draft.headings, anchors: draft.anchors, ...(site && { path: own }) })
    if (site) linkIndex.paths.add(own, slug)
    for (const name of [slug, fields.get('slug') ?? '']) if (name) linkIndex.names.set(name.toLowerCase(), slug)
    for (const url of draft.links) if (/^https:/i.test(url) && parseUrl(url)) linkIndex.secure.add(getHost(url))
    const stem = fileStem(source).toLowerCase()
    // If several pages of a site share a name, only the path identifies them.
    if (isMade || (site && (stems.get(stem) ?? 0) > 1)) continue
    if (!linkIndex.names.has(stem) && !linkIndex.targets.has(stem)) linkIndex.names.set(stem, slug)
  }
  for (const { slug, fields, site } of pages)
    for (const field of ['permalink', 'url', 'slug', 'aliases'])
      for (const address of (fields.get(field) ?? '').split(', '))
        if (site && address.includes('/')) linkIndex.paths.add(address, slug)
  return linkIndex
}

/** Resolves the links of a page. */
function resolveLinks(
  page: Candidate,
  linkIndex: LinkIndex,
): { links: Record<string, string | null>; notes: string[] } {
  const links: Record<string, string | null> = {}
  const notes: string[] = []
  const self = linkIndex.targets.get(page.slug) ?? { slug: page.slug, headings: [], anchors: {} }
  for (const href of page.draft.links) {
    const { url, note } = resolveLink(href, self, linkIndex)
    links[href] = url
    if (note) notes.push(note)
  }
  return { links, notes }
}

/** Returns a function that finishes pages, and reuses the result for the same position and addresses. */
function cacheFinishedPages() {
  const known = new Map<string, ReturnType<typeof finishPage>>()
  return async (
    page: Candidate,
    place: Place,
    resolved: ReturnType<typeof resolveLinks>,
    contents: Entry[],
    linkIndex: LinkIndex,
    finder: PictureFinder,
  ): Promise<Finished> => {
    const notes = [...page.notes, ...place.notes, ...resolved.notes]
    const addresses: Addresses = { links: resolved.links, pictures: {} }
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
      contents,
      Object.entries(addresses.pictures).map(([src, picture]) => [src, picture?.url]),
    ])
    for (const { url, picture } of page.draft.pictureLinks)
      if (!addresses.pictures[picture]) notes.push(`The link to ${url}, which holds only that picture, is left out.`)
    const done = known.get(key) ?? finishPage(page.draft, frontMatter, addresses, file, linkIndex.secure, contents)
    known.set(key, done)
    notes.push(...done.differences.map(describeDifferences))
    const { page: parsed, ...rest } = done
    return { page, place, file, parsed, ...rest, notes: [...new Set(notes)], pictures }
  }
}

async function write(
  { folder, publicFolder }: ImportOptions,
  finished: Finished[],
  problems: Problem[],
  report: ImportReport,
  dryRun: boolean,
): Promise<void> {
  for (const { page, place, file, text, resources, notes, pictures, differences } of finished) {
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
    if (page.isMade) {
      report.made.push({ file, title: naming.title })
      continue
    }
    report.converted.push({
      source,
      file,
      slug: naming.slug,
      title: naming.title,
      sortorder: place.sortorder,
      resources,
      notes,
      problems: problems.filter((each) => each.file === file),
      differences,
      isLossy: differences.some(isLoss),
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
