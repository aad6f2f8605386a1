import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { formatProblem, isError, loadPortal, readPage, TooSlowError, type Problem } from '../content'
import { getHost } from '../get-host'
import { parseUrl } from '../parse-url'
import { draftBody, finishPage, type Draft } from './convert'
import { completeNaming, namePage, writeFrontMatter, type Naming } from './front-matter'
import { listSources } from './list-sources'
import { fileStem, slugFor } from './name-page'
import { PictureFinder, type Picture } from './pictures'
import { maxBytes, readSource, type Source, type SourceForm } from './read-source'
import { Refusal } from './refusal'
import { resolveLink, type Atlas, type Target } from './resolve-links'
import { listPagesIn, tryPages, writeNew } from './stage'
import { standPages, type Place, type Resident } from './stand-pages'
import type { Addresses } from './write-body'

/** What to import, and where to. */
export interface ImportOptions {
  /** Files, and folders of files. */
  inputs: string[]
  /** The content folder. */
  folder: string
  /** The public folder, into whose `figures` pictures are copied. */
  publicFolder: string
  /** The form of the sources; without it each page's own shows. */
  form?: SourceForm
  /** Does everything but write. */
  dryRun?: boolean
  onProgress?: (text: string) => void
}

/** What came of an import. Paths of sources are as they were given, those of pages from the content folder. */
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
  /** Problems that pages which stood there before have only now. */
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

/** What only other pages can mend: that none links here. */
const othersToMend = new Set(['orphan'])

/**
 * Turns foreign pages into ours. Each is converted whole, and passes the check of the content as it
 * will then be, or nothing is written for it and the report says why. Overwrites nothing.
 */
export async function importPages(options: ImportOptions): Promise<ImportReport> {
  const { folder, publicFolder, dryRun = false, onProgress = () => {} } = options
  const report: ImportReport = { converted: [], existing: [], refused: [], pictures: [], elsewhere: [] }
  const target = await readTarget(folder, publicFolder)
  let pages = await readCandidates(options, target.slugs, report)
  const finder = new PictureFinder(path.join(publicFolder, 'figures'))
  const finish = rememberFinished()

  for (;;) {
    const refused = new Map<Candidate, string>()
    const places = standPages(pages, target.residents)
    const atlas = drawAtlas(pages, target)
    const finished: Finished[] = []
    for (const [at, page] of pages.entries()) {
      onProgress(`Converting ${at + 1} of ${pages.length}: ${page.source}`)
      const place = places.get(page)
      if (!place) continue
      try {
        finished.push(await finish(page, place, atlas, finder))
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
        const problem = problems.find((each) => isError(each) && each.file === file && !othersToMend.has(each.rule))
        if (problem) refused.set(page, `What it would become has a problem: ${formatProblem(problem)}`)
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
    // What others link to, and the places they have, may be gone with them.
    pages = pages.filter((page) => !refused.has(page))
  }
}

async function readTarget(folder: string, publicFolder: string) {
  const residents: Resident[] = []
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
    residents.push(frontMatter)
  }
  const portal = files.length ? await loadPortal(folder, publicFolder) : null
  for (const { slug, headings } of portal?.topics.values() ?? []) targets.push({ slug, headings, anchors: {} })
  return { residents, slugs, targets, secure, problems: new Set(portal?.problems.map(formatProblem)) }
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
        throw new Refusal('It is no Markdown. Only pages of Markdown can be imported.')
      if ((await stat(source)).size > maxBytes)
        throw new Refusal(`It is larger than ${maxBytes / 1024} KiB. Split it into pages of their own.`)
      const read = readSource(await readFile(source), form)
      const { slug, title } = nameApart(namePage(read, source), read, sources)
      const [there, twin] = [slugs.get(slug), sources.get(slug)]
      if (there !== undefined) {
        report.existing.push({ source, file: there })
        continue
      }
      if (twin !== undefined)
        throw new Refusal(`Its slug "${slug}" is that of ${twin} too. Give one of the two another.`)
      const draft = draftBody(read.body, title)
      const notes = [...read.notes, ...draft.notes]
      if (/^(draft|hidden)$/i.test(read.fields.get('status') ?? ''))
        notes.push(`Its status was "${read.fields.get('status')}"; here it is shown.`)
      const naming = completeNaming({ slug, title }, read, draft.firstSentence, notes)
      sources.set(slug, source)
      candidates.push({ source, fields: read.fields, slug, naming, draft, notes })
    } catch (error) {
      report.refused.push({ source, reason: explain(error) })
    }
  }
  return candidates
}

/** A page that has its slug from its file, such as one of many `index.md`, takes that of its title where the first is taken. */
function nameApart(
  { slug, title }: Pick<Naming, 'slug' | 'title'>,
  { fields, notes }: Source,
  sources: Map<string, string>,
): Pick<Naming, 'slug' | 'title'> {
  const other = slugFor(fields.get('title') ?? '')
  if (!sources.has(slug) || fields.get('slug') || !other || sources.has(other)) return { slug, title }
  notes.push(`Its slug would be that of ${sources.get(slug)}; it is named "${other}" after its title.`)
  return { slug: other, title }
}

function drawAtlas(pages: Candidate[], target: { targets: Target[]; secure: Set<string> }): Atlas {
  const atlas: Atlas = { targets: new Map(), names: new Map(), secure: new Set(target.secure) }
  for (const each of target.targets) atlas.targets.set(each.slug, each)
  for (const { slug, fields, source, draft } of pages) {
    atlas.targets.set(slug, { slug, headings: draft.headings, anchors: draft.anchors })
    for (const name of [slug, fields.get('slug') ?? '']) if (name) atlas.names.set(name.toLowerCase(), slug)
    for (const url of draft.links) if (/^https:/i.test(url) && parseUrl(url)) atlas.secure.add(getHost(url))
    const stem = fileStem(source).toLowerCase()
    if (!atlas.names.has(stem) && !atlas.targets.has(stem)) atlas.names.set(stem, slug)
  }
  return atlas
}

/** Finishes a page, once for the same place and the same addresses. */
function rememberFinished() {
  const known = new Map<string, { text: string; resources: string[] }>()
  return async (page: Candidate, place: Place, atlas: Atlas, finder: PictureFinder): Promise<Finished> => {
    const notes = [...page.notes, ...place.notes]
    const addresses: Addresses = { links: {}, pictures: {} }
    const self = atlas.targets.get(page.slug) ?? { slug: page.slug, headings: [], anchors: {} }
    for (const href of page.draft.links) {
      const { url, note } = resolveLink(href, self, atlas)
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
    const done = known.get(key) ?? finishPage(page.draft, frontMatter, addresses, file, atlas.secure)
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
      // The pictures first: a page never shows one that is not there.
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
  if (error instanceof Refusal) return error.message
  if (error instanceof TooSlowError)
    return 'Reading it takes too long: something is nested or repeated beyond reason. Look for long runs of *, _, [, > or -, and take them out.'
  if (error instanceof RangeError) return 'Something in it is nested beyond reason. Make it flatter.'
  const { code, message } = error as NodeJS.ErrnoException
  if (code) return `It can't be read (${code}).`
  return `It can't be converted (${String(message).slice(0, 200)}). Take out what is unusual in it, and try again.`
}
