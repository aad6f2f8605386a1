import path from 'node:path'
import { formatProblem, isError, KeptPages, type Problem } from '@/lib/content'
import { arrangePages } from './arrange/arrange-pages'
import { buildLinkIndex, resolveLinks } from './arrange/link-index'
import { linkOrphans } from './arrange/link-orphans'
import { explainError } from './conversion-error'
import { draftPages, type DraftPage } from './normalise/draft-pages'
import type { SourceForm } from './read/read-source'
import { readTarget } from './read/read-target'
import type { Difference } from './report/count-parts'
import { PageFinisher, type FinishedPage } from './write/finish-pages'
import { PictureFinder } from './write/pictures'
import { loadWith } from './write/stage'
import { writePages } from './write/write-pages'

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
  /** The name of the site. */
  siteTitle?: string
  /** Notes on the sites as a whole. */
  notes: string[]
}

/** Rules that only other pages can satisfy, such as linking to the new one. */
const rulesOfOtherPages = new Set(['orphan'])

/**
 * Imports pages from other sites. Each is written only if all of it converts and passes the check together with
 * the others; else the report says why. Never overwrites a file.
 */
export async function importPages(options: ImportOptions): Promise<ImportReport> {
  const { folder, publicFolder, onProgress = () => {} } = options
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
  let pages = await draftPages(options, target.slugs, report)
  const finisher = new PageFinisher(new PictureFinder(path.join(publicFolder, 'figures'), options.pictures))

  for (;;) {
    const refused = new Map<DraftPage, string>()
    const { places, all, contents } = arrangePages(pages, target)
    const linkIndex = buildLinkIndex(all, target, options.site)
    const links = new Map(all.map((page) => [page, resolveLinks(page, linkIndex)]))
    linkOrphans(links, places, contents, target.linked)
    const finished: FinishedPage[] = []
    for (const [at, page] of all.entries()) {
      onProgress(`Converting ${at + 1} of ${all.length}: ${page.source}`)
      const place = places.get(page)
      if (!place) continue
      try {
        const own = contents.get(page) ?? []
        finished.push(await finisher.finish(page, place, links.get(page)!, own, linkIndex.secure))
      } catch (error) {
        refused.set(page, explainError(error))
      }
    }
    if (refused.size === 0) {
      onProgress('Checking the content with these pages in it')
      for (const { parsed, text } of finished) kept.add(parsed, Buffer.from(text))
      const { problems } = await loadWith(
        folder,
        publicFolder,
        new Map(finished.map(({ file, text }) => [file, text])),
        finished.flatMap(({ pictures }) => pictures.map(({ name }) => name)),
        kept,
      )
      for (const { page, file } of finished) {
        const problem = problems.find(
          (each) => isError(each) && each.file === file && !rulesOfOtherPages.has(each.rule),
        )
        if (problem) refused.set(page, `The converted page has a problem: ${formatProblem(problem)}`)
      }
      if (refused.size === 0) {
        const files = new Set(finished.map(({ file }) => file))
        report.elsewhere = problems.filter(
          (problem) => !files.has(problem.file) && !target.problems.has(formatProblem(problem)),
        )
        await writePages(options, finished, problems, report)
        return report
      }
    }
    for (const [page, reason] of refused) report.refused.push({ source: page.source, reason, line: 1 })
    // Repeats without them: others may have linked to them, or can take their sortorder.
    pages = pages.filter((page) => !refused.has(page))
  }
}
