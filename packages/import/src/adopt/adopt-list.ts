import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  deriveResourceId,
  formatProblem,
  getHost,
  isError,
  isSlug,
  KeptPages,
  loadPortal,
  movesFile,
  normaliseTitle,
  runWithTimeout,
  slugFor,
  TooSlowError,
  type Portal,
  type Problem,
} from '@/lib/content'
import { fileStem, shorten } from '../arrange/name-page'
import { ConversionError } from '../conversion-error'
import { listPagesIn, loadWith } from '../write/stage'
import { readOrigin, resolveAddress, resolveAddresses, type Origin } from './addresses'
import { arrangeList, type ChapterDraft, type TopicDraft } from './arrange-list'
import { findLicence, recogniseLicence, type Licence } from './licence'
import { isOutside, itemsOf, ownLinks, wordsIn } from './links-of'
import { describeLeftOut } from './left-out'
import { findGone } from './match-entries'
import { matchPages } from './match-pages'
import { numberChapters } from './number-chapters'
import { numberInOrder } from './number-topics'
import { parseList, type Note } from './parse-list'
import { readList } from './read-list'
import {
  readRecords,
  recordFile,
  writeRecords,
  type ListRecord,
  type OwnFields,
  type PageRecord,
  type VanishedRecord,
} from './record'
import { toSections } from './sections'
import { describeTopic, namesIn, writeAdoptedFields, writeFoot, writeTopicList } from './write-naming'
import { writeTopic, type LinkRules } from './write-topic'

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

/** A topic with its place in the portal. */
interface Placed {
  draft: TopicDraft
  /** Its page of the last run. */
  former: PageRecord | undefined
  own: OwnFields | undefined
  slug: string
  file: string
  sortorder: string
  isHead: boolean
  chapter: string
}

/** The CPU time limit for parsing a list, in milliseconds: a hundred times what a long list takes. */
const milliseconds = 20_000

/**
 * Turns a list into chapters and topics, and keeps them in step with it: rewrites only pages whose part of the list
 * changed. Writes all or nothing. Never overwrites a file that it did not write. Throws a ConversionError.
 */
export async function adoptList(options: AdoptOptions): Promise<AdoptReport> {
  const { list, folder, publicFolder, dryRun = false } = options
  const { text, digest } = await readList(list)
  const recorded = await readText(path.join(folder, recordFile))
  const records = readRecords(recorded)
  const before = findRecord(records, options)
  const kept = new KeptPages()
  const portal = (await listPagesIn(folder)).length ? await loadPortal(folder, publicFolder, kept) : null
  const source = options.source ?? before?.source
  const origin = source === undefined ? null : readOrigin(source, path.basename(list))
  if (source !== undefined && !origin)
    throw new ConversionError(`"${source}" is not an address. Write --source https://github.com/owner/repository.`)
  const licence = await chooseLicence(options, before, text)

  const notes: Note[] = []
  const own = new Set(before?.pages.map(({ slug }) => followSlug(portal, slug)))
  const secure = new Set(
    [...(portal?.topics.values() ?? [])]
      .filter(({ slug }) => !own.has(slug))
      .flatMap(({ links }) => links.flatMap(({ url }) => (/^https:/i.test(url) ? getHost(url) : []))),
  )
  const arranged = guard(() => {
    notes.length = 0
    const { blocks, parts } = parseList(text, notes)
    resolveAddresses(blocks, origin, secure, notes)
    const name = before?.title ?? nameList(list, origin)
    const sections = toSections(blocks)
    return { parts, ...arrangeList(sections, options.title ?? before?.title, name, partsOf(before), notes) }
  })
  const { title, chapters, leftOut, parts } = arranged
  const drafts = chapters.flatMap(({ head, topics }) => [head, ...topics])
  if (drafts.every(({ nodes }) => namesIn(nodes).length === 0))
    throw new ConversionError('It has no link to another site in a list or a table. Nothing can be adopted.')

  const placed = await place(chapters, before, portal, options)
  const rules = makeRules(placed, before, portal)
  const shown = [...drafts.flatMap(({ nodes }) => nodes), ...leftOut]
  const resolve = (url: string) => resolveAddress(url, origin, secure).address
  notes.push(...describeLeftOut(parts, shown, resolve, rules.resolveAnchor))
  const address = (draft: TopicDraft) =>
    origin ? (draft.anchor ? `${origin.page.split('#')[0]}#${draft.anchor}` : origin.page) : null
  const pages: PageRecord[] = []
  const files = new Map<string, string | null>()
  const report: AdoptReport = {
    title,
    source: source ?? null,
    licence: licence?.name ?? null,
    chapters: chapters.length,
    topics: drafts.length,
    tutorials: 0,
    tools: 0,
    created: [],
    changed: [],
    unchanged: 0,
    removed: [],
    moved: [],
    vanished: [],
    edited: [],
    notes,
    problems: [],
  }
  for (const each of placed) {
    const { draft, slug, file, sortorder, isHead } = each
    const below = isHead ? placed.filter((other) => other.chapter === each.chapter && !other.isHead) : []
    const others =
      draft.key === '' && isHead && chapters.length > 1 ? placed.filter((other) => other.isHead && other !== each) : []
    const names = namesIn(draft.nodes)
    const linked = [...below, ...others].map((other) => ({
      title: other.own?.title ?? other.draft.title,
      slug: other.slug,
    }))
    const meta = describeTopic(
      draft.nodes,
      draft.title,
      names.length && !draft.isProse ? names : linked.map((other) => other.title),
      title,
    )
    const fields = {
      title: shorten(draft.title, 120),
      slug,
      sortorder,
      toc: isHead,
      sidebartitle: shorten(draft.title, 40),
      meta,
    }
    const frontMatter = writeAdoptedFields(fields, each.own)
    const nodes = [
      ...dropSaidTwice(draft.nodes, meta, each.own),
      ...(linked.length ? [heading(others.length ? 'Chapters' : 'Topics', draft.nodes)] : []),
      ...writeTopicList(linked),
      ...writeFoot(title, address(draft), licence),
    ]
    const body = guard(() => writeTopic(nodes, draft, rules), `${list}:${draft.line}`)
    const { title: shown, sidebartitle, meta: said, sortorder: at } = { ...fields, ...each.own }
    pages.push({
      slug,
      file,
      key: draft.key,
      title: shown,
      sidebartitle,
      meta: said,
      sortorder: at,
      body: hash(body),
      ...(each.own && { own: each.own }),
      entries: [],
    })
    await settle(each, frontMatter, body, pages.at(-1)!, files, report, options)
  }

  const tried = await check(folder, publicFolder, files, new Set(pages.map(({ file }) => file)), portal, kept)
  report.problems = tried.problems
  const leftAsIs = new Set(report.edited)
  const fault = report.problems.find((problem) => isError(problem) && files.has(problem.file))
  if (fault) throw new ConversionError(`A page would have a problem: ${formatProblem(fault)} Nothing was written.`)
  for (const page of pages) {
    const resources = tried.portal.topics.get(page.slug)?.links.filter(({ verdict }) => verdict !== 'mention') ?? []
    page.entries = resources.map(({ id, url, text: words, line }) => ({
      id: id!,
      address: url,
      title: words.replace(/\s+/g, ' '),
      line,
    }))
    const tutorials = resources.filter(({ verdict }) => verdict === 'tutorial').length
    report.tutorials += tutorials
    report.tools += resources.length - tutorials
  }

  const moves: MoveRecord[] = []
  const move = (kind: MoveRecord['list'], from: string, to: string, what: string) => {
    moves.push({ list: kind, from, end: { to } })
    report.moved.push({ from, to, title: what })
  }
  const declared = (id: string) => portal?.moves.resources.has(id) === true || portal?.moves.withdrawn.has(id) === true
  const isElsewhere = (id: string) => portal?.resources.get(id)?.topics.some(({ slug }) => !own.has(slug)) === true
  const now = new Set(pages.flatMap(({ entries }) => entries.map(({ id }) => id)))
  for (const { page, entry, now: heir } of findGone(before?.pages ?? [], pages)) {
    if (declared(entry.id) || isElsewhere(entry.id) || leftAsIs.has(page.file)) continue
    if (heir && heir.id === deriveResourceId(heir.address) && entry.id === deriveResourceId(entry.address))
      move('addresses', entry.address, heir.address, entry.title)
    else report.vanished.push({ name: entry.address, title: entry.title, was: `${page.file}:${entry.line}` })
  }
  for (const { from, to, title: what } of revertedMoves(pages, before, portal))
    if (!report.moved.some((each) => each.from === from)) move('addresses', from, to, what)
  const matched = new Set(placed.map(({ former }) => former))
  for (const page of before?.pages ?? []) {
    if (matched.has(page)) continue
    const slug = followSlug(portal, page.slug)
    const file = portal?.topics.get(slug)?.file ?? page.file
    const there = await readText(path.join(folder, file))
    if (there && hash(bodyOf(there)) !== page.body && !options.overwrite) {
      report.edited.push(file)
      pages.push(page)
      continue
    }
    if (there && !files.has(file)) {
      files.set(file, null)
      report.removed.push(file)
    }
    if (portal?.moves.withdrawnTopics.has(page.slug)) continue
    const heir = findHeir(page, pages)
    if (heir) move('pages', slug, heir.slug, page.title)
    else report.vanished.push({ name: slug, title: page.title, was: `${file}:1` })
  }
  for (const each of before?.vanished ?? []) {
    const isPage = isSlug(each.name)
    const id = isPage ? '' : deriveResourceId(each.name)
    const isSettled = isPage
      ? portal?.moves.topics.has(each.name) ||
        portal?.moves.withdrawnTopics.has(each.name) ||
        pages.some(({ slug }) => slug === each.name)
      : declared(id) || now.has(id) || isElsewhere(id)
    if (!isSettled && !report.vanished.some(({ name }) => name === each.name)) report.vanished.push(each)
  }
  if (moves.length) files.set(movesFile, options.recordMoves(await readText(path.join(folder, movesFile)), moves))
  const record: ListRecord = {
    list: path.basename(list),
    ...(source !== undefined && { source }),
    title,
    ...(licence && { licence: licence.name }),
    digest,
    pages,
    vanished: report.vanished,
  }
  const written = writeRecords(before ? records.map((each) => (each === before ? record : each)) : [...records, record])
  if (written !== recorded) files.set(recordFile, written)

  if (!dryRun && files.size > 0) await options.write(folder, files)
  return report
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

function partsOf(before: ListRecord | undefined): (key: string, address: string) => number | undefined {
  const parts = new Map<string, Map<string, number>>()
  for (const { key, entries } of before?.pages ?? []) {
    const [, whole = '', part] = /^(?:(.*), )?part (\d+)$/s.exec(key) ?? []
    if (part === undefined) continue
    const ids = parts.get(whole) ?? new Map<string, number>()
    for (const { id } of entries) ids.set(id, Number(part) - 1)
    parts.set(whole, ids)
  }
  return (key, address) => (isOutside(address) ? parts.get(key)?.get(deriveResourceId(address)) : undefined)
}

/** Gives each topic its slug, its file and its place. */
async function place(
  chapters: ChapterDraft[],
  before: ListRecord | undefined,
  portal: Portal | null,
  { folder }: AdoptOptions,
): Promise<Placed[]> {
  const drafts = chapters.flatMap(({ head, topics }) => [head, ...topics])
  const matchable = drafts.map((draft) => ({
    draft,
    key: draft.key,
    title: draft.title,
    ids: new Set(
      draft.nodes
        .flatMap((node) => itemsOf(node))
        .flatMap((item) => ownLinks(item).flatMap(({ url }) => (isOutside(url) ? deriveResourceId(url) : []))),
    ),
  }))
  const formers = new Map([...matchPages(matchable, before?.pages ?? [])].map(([{ draft }, page]) => [draft, page]))
  const ours = new Set(before?.pages.map(({ slug }) => followSlug(portal, slug)))
  const taken = new Set([
    ...(await listPagesIn(folder)).map((file) => path.posix.basename(file, '.mdx')),
    ...(portal?.topics.keys() ?? []),
    ...(portal?.moves.topics.keys() ?? []),
    ...(portal?.moves.withdrawnTopics ?? []),
    ...ours,
  ])
  const slugs = new Map<TopicDraft, string>()
  for (const draft of drafts) {
    const former = formers.get(draft)
    const above = draft.key.split(' > ').at(-2) ?? ''
    const slug = former ? followSlug(portal, former.slug) : findSlug(draft.title, above, taken)
    taken.add(slug)
    slugs.set(draft, slug)
  }
  const others = [...(portal?.topics.values() ?? [])]
    .filter(({ slug }) => !ours.has(slug))
    .map(({ sortorder }) => sortorder)
  const ownOf = (draft: TopicDraft) => findOwn(formers.get(draft), portal)
  const numbers = numberChapters(
    chapters.map(({ head }) => (ownOf(head)?.sortorder ?? formers.get(head)?.sortorder)?.slice(0, 2)),
    new Set(others.map((sortorder) => sortorder.slice(0, 2))),
  )
  return chapters.flatMap(({ head, topics }, at) => {
    const number = numbers[at]!
    const headFile = portal?.topics.get(slugs.get(head)!)?.file ?? formers.get(head)?.file
    const chapterFolder = headFile ? path.posix.dirname(headFile) : slugs.get(head)!
    const fixed = new Map(
      topics.flatMap((draft) => (ownOf(draft)?.sortorder ? [[draft, ownOf(draft)!.sortorder!] as const] : [])),
    )
    const free = topics
      .filter((draft) => !fixed.has(draft))
      .map((draft) => ({ draft, former: formers.get(draft)?.sortorder }))
    const numbered = new Map(
      [...numberInOrder(free, number, new Set([...others, ...fixed.values(), `${number}00`]))].map(
        ([{ draft }, sortorder]) => [draft, sortorder],
      ),
    )
    return [head, ...topics].map((draft): Placed => {
      const former = formers.get(draft)
      const slug = slugs.get(draft)!
      const sortorder = draft === head ? `${number}00` : (fixed.get(draft) ?? numbered.get(draft)!)
      const there = portal?.topics.get(slug)?.file ?? former?.file
      const stays = there !== undefined && (draft === head || former?.sortorder.slice(0, 2) === sortorder.slice(0, 2))
      return {
        draft,
        former,
        own: ownOf(draft),
        slug,
        sortorder,
        isHead: draft === head,
        chapter: number,
        file: stays ? there : `${chapterFolder}/${slug}.mdx`,
      }
    })
  })
}

/** Returns what an editor wrote into the front matter of a page, in this or an earlier run. */
function findOwn(former: PageRecord | undefined, portal: Portal | null): OwnFields | undefined {
  const topic = former && portal?.topics.get(followSlug(portal, former.slug))
  if (!former || !topic) return former?.own
  const own: OwnFields = { ...former.own }
  for (const field of ['title', 'sidebartitle', 'meta', 'sortorder'] as const)
    if (topic[field] !== former[field]) own[field] = topic[field]
  for (const field of ['also', 'level'] as const)
    if (topic[field] === undefined) delete own[field]
    else own[field] = topic[field]
  if (topic.needs) own.needs = topic.needs
  else delete own.needs
  return Object.keys(own).length ? own : undefined
}

function findSlug(title: string, above: string, taken: ReadonlySet<string>): string {
  const base = slugFor(title) || 'section'
  const longer = above ? slugFor(`${above.slice(0, 30)} ${title}`) : ''
  const isFree = (slug: string) => slug && isSlug(slug) && !taken.has(slug)
  if (isFree(base)) return base
  if (isFree(longer)) return longer
  for (let number = 2; ; number++) {
    const slug = `${base.slice(0, 70).replace(/-+$/, '')}-${number}`
    if (isFree(slug)) return slug
  }
}

function makeRules(placed: Placed[], before: ListRecord | undefined, portal: Portal | null): LinkRules {
  const pageOf = new Map<string, string>()
  for (const { draft, slug } of placed)
    for (const anchor of draft.anchors) if (anchor && !pageOf.has(anchor)) pageOf.set(anchor, slug)
  const known = new Map(
    before?.pages.flatMap(({ entries }) => entries.map(({ address, id }) => [address, id] as const)),
  )
  const titles = new Map<string, Set<string>>()
  for (const { draft } of placed)
    for (const link of draft.isProse
      ? []
      : draft.nodes
          .flatMap((node) => itemsOf(node))
          .flatMap((item) =>
            ownLinks(item)
              .filter(({ url }) => isOutside(url))
              .slice(0, 1),
          )) {
      const key = normaliseTitle(wordsIn(link))
      titles.set(key, (titles.get(key) ?? new Set()).add(deriveResourceId(link.url)))
    }
  const listed = new Set([...titles.values()].flatMap((ids) => [...ids]))
  const wasListed = new Set(before?.pages.flatMap(({ entries }) => entries.map(({ id }) => id)))
  return {
    resolveAnchor: (anchor) => {
      const slug = pageOf.get(anchor) ?? pageOf.get(anchor.toLowerCase())
      return slug === undefined ? null : `/${slug}.html`
    },
    redirect: (address) => {
      const id = deriveResourceId(address)
      if (portal?.moves.withdrawn.has(id)) return null
      const current = portal?.moves.resources.get(id)
      if (current === undefined) return address
      if (portal?.moves.withdrawn.has(current)) return null
      // The list returned to a former address.
      if (wasListed.has(current) && !listed.has(current) && !isCorrected(before, id)) return address
      return portal?.resources.get(current)?.href ?? address
    },
    ids: known,
    namesakes: new Map([...titles].map(([key, ids]) => [key, ids.size])),
  }
}

/** Whether an editor corrected an address that the list still had in the last run. */
function isCorrected(before: ListRecord | undefined, id: string): boolean {
  return before?.pages.some(({ entries }) => entries.some((entry) => entry.id === id)) === true
}

/** Returns the moves from current addresses back to former ones. */
function revertedMoves(
  pages: PageRecord[],
  before: ListRecord | undefined,
  portal: Portal | null,
): { from: string; to: string; title: string }[] {
  const addresses = new Map(
    before?.pages.flatMap(({ entries }) => entries.map(({ id, address }) => [id, address] as const)),
  )
  return pages.flatMap(({ entries }) =>
    entries.flatMap(({ id, address, title }) => {
      const current = portal?.moves.resources.get(id)
      const from = current === undefined ? undefined : addresses.get(current)
      return from === undefined ? [] : [{ from, to: address, title }]
    }),
  )
}

/** Decides whether a page's file is created, changed or kept, and adds it to `files` and the report. */
async function settle(
  { former, slug, file }: Placed,
  frontMatter: string,
  body: string,
  page: PageRecord,
  files: Map<string, string | null>,
  report: AdoptReport,
  { folder, overwrite = false, list }: AdoptOptions,
): Promise<void> {
  const text = frontMatter + body
  const formerFile = former && (await findFile(folder, former, file))
  const there = formerFile ? await readText(path.join(folder, formerFile)) : ''
  if (!there) {
    if (!former && (await readText(path.join(folder, file))))
      throw new ConversionError(`${file} exists and is not from ${list}. Rename its page "${slug}".`)
    files.set(file, text)
    report.created.push(file)
    return
  }
  const isEdited = hash(bodyOf(there)) !== former!.body && bodyOf(there) !== body
  const isListChanged = hash(body) !== former!.body
  let next = text
  if (isEdited && !overwrite) {
    // Keeps the old hash, so that the next run still sees the edit.
    page.body = former!.body
    if (!isListChanged) next = frontMatter + bodyOf(there)
    else {
      report.edited.push(formerFile!)
      const { title, sidebartitle, meta } = former!
      Object.assign(page, { title, sidebartitle, meta })
      next = there.replace(/^sortorder: .*$/m, `sortorder: "${page.sortorder}"`)
    }
  }
  if (formerFile !== file) {
    files.set(formerFile!, null)
    files.set(file, next)
    report.changed.push(file)
  } else if (next !== there) {
    files.set(file, next)
    report.changed.push(file)
  } else report.unchanged++
}

async function findFile(folder: string, former: PageRecord, file: string): Promise<string | null> {
  for (const each of [former.file, file]) if (await readText(path.join(folder, each))) return each
  return null
}

/** Returns the page that lists the most entries of another page; null if none lists any. */
function findHeir(page: PageRecord, pages: PageRecord[]): PageRecord | null {
  const ids = new Set(page.entries.map(({ id }) => id))
  const [best] = pages
    .filter((other) => other.slug !== page.slug)
    .map((other) => ({ other, shared: other.entries.filter(({ id }) => ids.has(id)).length }))
    .sort((a, b) => b.shared - a.shared)
  return best && best.shared > 0 ? best.other : null
}

async function check(
  folder: string,
  publicFolder: string,
  files: ReadonlyMap<string, string | null>,
  ours: ReadonlySet<string>,
  before: Portal | null,
  kept: KeptPages,
): Promise<{ portal: Portal; problems: Problem[] }> {
  const known = new Set(before?.problems.map(formatProblem))
  // An unchanged list needs no second reading.
  const portal = before && files.size === 0 ? before : await loadWith(folder, publicFolder, files, [], kept)
  // Moves are recorded afterwards.
  const problems = portal.problems.filter(
    (problem) =>
      ours.has(problem.file) || (isError(problem) && problem.file !== movesFile && !known.has(formatProblem(problem))),
  )
  return { portal, problems }
}

function followSlug(portal: Portal | null, slug: string): string {
  return portal?.moves.topics.get(slug) ?? slug
}

function dropSaidTwice(nodes: TopicDraft['nodes'], meta: string, own: OwnFields | undefined): TopicDraft['nodes'] {
  const [first, ...rest] = nodes
  const isSaid =
    first?.type === 'paragraph' && own?.meta === undefined && wordsIn(first) === meta && ownLinks(first).length === 0
  return isSaid ? rest : nodes
}

/** A heading of the highest level that some blocks have. */
function heading(value: string, nodes: TopicDraft['nodes']): TopicDraft['nodes'][number] {
  const depth = Math.min(6, ...nodes.flatMap((node) => (node.type === 'heading' ? node.depth : []))) as 6
  return { type: 'heading', depth, children: [{ type: 'text', value }] }
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return ''
    throw new ConversionError(`${file} can't be read (${error.code}).`)
  })
}

function bodyOf(text: string): string {
  return /^---\n[\s\S]*?\n---\n([\s\S]*)$/.exec(text)?.[1] ?? text
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

function guard<T>(work: () => T, place = ''): T {
  try {
    return runWithTimeout(milliseconds, work)
  } catch (error) {
    const at = place && `${place} `
    if (error instanceof TooSlowError)
      throw new ConversionError(
        `${at}Reading it takes too long. Remove long runs of *, _, [, > or -, and deep nesting.`,
      )
    if (error instanceof RangeError)
      throw new ConversionError(`${at}Something in it is nested too deeply. Make it flatter.`)
    if (error instanceof ConversionError && place) throw new ConversionError(at + error.message)
    throw error
  }
}

/** Names a list without a heading: a README after its repository or folder, any other after its file. */
function nameList(list: string, origin: Origin | null): string {
  const stem = fileStem(path.basename(list))
  const repository = origin && /^\/[^/]+\/([^/]+)/.exec(new URL(origin.page).pathname)?.[1]
  const folder = path.basename(path.dirname(path.resolve(list)))
  return capitalise((/^(?:readme|index)$/i.test(stem) ? repository || folder || stem : stem).replace(/[-_]+/g, ' '))
}

const capitalise = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
