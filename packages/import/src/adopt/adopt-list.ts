import path from 'node:path'
import {
  formatProblem,
  getHost,
  isError,
  KeptPages,
  loadPortal,
  movesFile,
  type Portal,
  type Problem,
} from '@/lib/content'
import { fileStem } from '../arrange/name-page'
import { ConversionError } from '../conversion-error'
import { listPagesIn, loadWith } from '../write/stage'
import { readOrigin, resolveAddress, resolveAddresses, type Origin } from './addresses'
import { arrangeList, chapterNumbers, isSameName } from './arrange-list'
import { FilePlan } from './file-plan'
import { findMoves } from './find-moves'
import { guard } from './guard'
import { LastRun } from './last-run'
import { describeLeftOut, type WrittenPart } from './left-out'
import { findLicence, recogniseLicence, type Licence } from './licence'
import { makeLinkRules } from './link-rules'
import { firstLinks } from './links-of'
import { readText } from './page-text'
import { parseList, type Note } from './parse-list'
import { positionTopics } from './position-topics'
import { readList } from './read-list'
import { readRecords, recordFile, writeRecords, type ListRecord, type PageRecord, type VanishedRecord } from './record'
import { toSections } from './sections'
import { writePage } from './write-page'

/** Options of an adoption. */
export interface AdoptOptions {
  /** The Markdown file of the list. */
  list: string
  /** The content folder. */
  folder: string
  publicFolder: string
  /** The address of the repository or page that the list comes from. */
  source?: string
  title?: string
  /** The name of its licence, such as "CC BY 4.0". */
  licence?: string
  /** Writes nothing. */
  dryRun?: boolean
  /** Takes the list's version of pages that were edited by hand. */
  overwrite?: boolean
  /** Returns `moved.yaml` with more moves. */
  recordMoves: (text: string, moves: MoveRecord[]) => string
  /** Writes files, and removes those that are null: all or none. */
  write: (folder: string, files: Map<string, string | null>) => Promise<void>
}

/** A move of an address or a slug. */
interface MoveRecord {
  list: 'addresses' | 'pages'
  from: string
  end: { to: string }
}

/** The result of an adoption. Page paths are relative to the content folder; notes have the lines of the list. */
export interface AdoptReport {
  title: string
  source: string | null
  licence: string | null
  chapters: number
  topics: number
  tutorials: number
  tools: number
  created: string[]
  changed: string[]
  unchanged: number
  removed: string[]
  /** Addresses and slugs that moved, now in `moved.yaml`. */
  moved: { from: string; to: string; title: string }[]
  /** Entries and pages that are missing from the list, and not declared in `moved.yaml`. */
  vanished: VanishedRecord[]
  /** Pages left as they are: they were edited by hand, and their part of the list changed. */
  edited: string[]
  notes: Note[]
  /** Warnings and errors of the adopted pages, and errors of other pages. */
  problems: Problem[]
}

/**
 * Turns a list into chapters and topics, and keeps them in step with it: rewrites only pages whose part of the list
 * changed. Writes all or nothing. Never overwrites a file that it did not write. Throws a ConversionError.
 */
export async function adoptList(options: AdoptOptions): Promise<AdoptReport> {
  const { list, folder, publicFolder, overwrite, dryRun = false } = options
  const { text, digest } = await readList(list)
  const recorded = await readText(path.join(folder, recordFile))
  const records = readRecords(recorded)
  const before = findRecord(records, options)
  const kept = new KeptPages()
  const portal = (await listPagesIn(folder)).length ? await loadPortal(folder, publicFolder, kept) : null
  const last = new LastRun(before, portal)
  const source = options.source ?? before?.source
  const origin = source === undefined ? null : readOrigin(source, path.basename(list))
  if (source !== undefined && !origin)
    throw new ConversionError(`"${source}" is not an address. Write --source https://github.com/owner/repository.`)
  const licence = await chooseLicence(options, before, text)

  const notes: Note[] = []
  const secure = findSecureHosts(last)
  const room = chapterNumbers - new Set(last.listOtherTopics().map(({ sortorder }) => sortorder.slice(0, 2))).size
  const { title, chapters, leftOut, parts } = guard(() => {
    notes.length = 0
    const { blocks, parts: written, anchors } = parseList(text, notes)
    resolveAddresses(blocks, origin, secure, notes)
    const given = options.title ?? before?.title
    const name = nameList(list, origin, written)
    return { parts: written, ...arrangeList(toSections(blocks, anchors), given, name, last.readParts(), notes, room) }
  })
  const drafts = chapters.flatMap(({ head, topics }) => [head, ...topics])
  if (drafts.every(({ nodes }) => firstLinks(nodes).length === 0))
    throw new ConversionError('It has no link to another site in a list or a table. Nothing can be adopted.')

  const topics = await positionTopics(chapters, last, folder)
  const rules = makeLinkRules(topics, last)
  const shown = [...drafts.flatMap(({ nodes }) => nodes), ...leftOut]
  const resolve = (url: string) => resolveAddress(url, origin, secure).address
  notes.push(...describeLeftOut(parts, shown, resolve, rules.resolveAnchor))
  const addressOf = (anchor: string) => origin && (anchor ? `${origin.page.split('#')[0]}#${anchor}` : origin.page)
  const plan = new FilePlan(folder, overwrite)
  const found = new Set(topics.map(({ former }) => former))
  const slugs = new Set(topics.map(({ slug }) => slug))
  const removed: PageRecord[] = []
  const stale: PageRecord[] = []
  for (const page of last.pages)
    // An editor may have moved one page to another.
    if (!found.has(page) && !slugs.has(last.followSlug(page.slug)))
      ((await plan.removePage(page, last.fileOf(page))) ? removed : stale).push(page)
  const pages: PageRecord[] = []
  for (const topic of topics) {
    const page = writePage(topic, topics, rules, { file: list, title, addressOf, licence })
    await plan.putPage(topic, page)
    pages.push(page.record)
  }

  const tried = await check(options, plan.files, new Set(pages.map(({ file }) => file)), portal, kept)
  const counts = readEntries(pages, tried.portal)
  pages.push(...stale)
  const { moves, vanished } = findMoves(pages, removed, last, ({ file }) => plan.edited.includes(file))
  if (moves.length)
    plan.files.set(
      movesFile,
      options.recordMoves(
        await readText(path.join(folder, movesFile)),
        moves.map(({ list: kind, from, to }) => ({ list: kind, from, end: { to } })),
      ),
    )
  const record: ListRecord = {
    list: path.basename(list),
    ...(source !== undefined && { source }),
    title,
    ...(licence && { licence: licence.name }),
    digest,
    pages,
    vanished,
  }
  const written = writeRecords(before ? records.map((each) => (each === before ? record : each)) : [...records, record])
  if (written !== recorded) plan.files.set(recordFile, written)
  if (!dryRun && plan.files.size > 0) await options.write(folder, plan.files)
  const { created, changed, unchanged, edited } = plan
  return {
    title,
    source: source ?? null,
    licence: licence?.name ?? null,
    chapters: chapters.length,
    topics: drafts.length,
    ...counts,
    created,
    changed,
    unchanged,
    removed: plan.removed,
    moved: moves.map(({ from, to, title: what }) => ({ from, to, title: what })),
    vanished,
    edited,
    notes,
    problems: tried.problems,
  }
}

function findRecord(records: ListRecord[], { source, list }: AdoptOptions): ListRecord | undefined {
  const named = records.filter((record) => record.list === path.basename(list))
  if (source === undefined) return named.length === 1 ? named[0] : undefined
  return named.find((record) => record.source === source) ?? named.find((record) => record.source === undefined)
}

async function chooseLicence(
  { licence, list }: AdoptOptions,
  before: ListRecord | undefined,
  text: string,
): Promise<Licence | null> {
  const given = licence ?? before?.licence
  if (given !== undefined) return recogniseLicence(given) ?? { name: given }
  return findLicence(list, text)
}

/** Returns the hosts that other topics link over https. */
function findSecureHosts(last: LastRun): Set<string> {
  const links = last.listOtherTopics().flatMap((topic) => topic.links)
  return new Set(links.flatMap(({ url }) => (/^https:/i.test(url) ? getHost(url) : [])))
}

/** Loads the portal with the planned files. Throws if one of them has an error. */
async function check(
  { folder, publicFolder }: AdoptOptions,
  files: ReadonlyMap<string, string | null>,
  own: ReadonlySet<string>,
  before: Portal | null,
  kept: KeptPages,
): Promise<{ portal: Portal; problems: Problem[] }> {
  const known = new Set(before?.problems.map(formatProblem))
  // An unchanged list needs no second reading.
  const portal = before && files.size === 0 ? before : await loadWith(folder, publicFolder, files, [], kept)
  // Moves are recorded afterwards.
  const problems = portal.problems.filter(
    (problem) =>
      own.has(problem.file) || (isError(problem) && problem.file !== movesFile && !known.has(formatProblem(problem))),
  )
  const fault = problems.find((problem) => isError(problem) && files.has(problem.file))
  if (fault) throw new ConversionError(`A page would have a problem: ${formatProblem(fault)} Nothing was written.`)
  return { portal, problems }
}

/** Records the resources of each page, and counts them. */
function readEntries(pages: PageRecord[], portal: Portal): { tutorials: number; tools: number } {
  const counts = { tutorials: 0, tools: 0 }
  for (const page of pages) {
    const resources = portal.topics.get(page.slug)?.links.filter(({ verdict }) => verdict !== 'mention') ?? []
    page.entries = resources.map(({ id, url, text, line }) => ({
      id: id!,
      address: url,
      title: text.replace(/\s+/g, ' '),
      line,
    }))
    const tutorials = resources.filter(({ verdict }) => verdict === 'tutorial').length
    counts.tutorials += tutorials
    counts.tools += resources.length - tutorials
  }
  return counts
}

/**
 * Names a list without a heading: a README after its repository or folder, any other after its file. A picture of that
 * name tells how it is spelt.
 */
function nameList(list: string, origin: Origin | null, parts: WrittenPart[]): string {
  const stem = fileStem(path.basename(list))
  const repository = origin && /^\/[^/]+\/([^/]+)/.exec(new URL(origin.page).pathname)?.[1]
  const folder = path.basename(path.dirname(path.resolve(list)))
  const name = (/^(?:readme|index)$/i.test(stem) ? repository || folder || stem : stem).replace(/[-_]+/g, ' ')
  return parts.find(({ alt }) => alt !== undefined && isSameName(alt, name))?.alt ?? capitalise(name)
}

const capitalise = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
