import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { getHost } from '../get-host'
import { runAtOnce } from '../run-in-slices'
import { checkBetween } from './checks/check-between'
import { checkNeeds } from './checks/check-needs'
import { readFirst, readFolder, tryStat } from './files/content-files'
import type { FrontMatter } from './files/front-matter'
import { limits } from './limits'
import { linkPaths } from './files/link-paths'
import { followDeclarations, movesFile, noMoves, readDeclarations } from './files/moves'
import { checkNarrowPictures, findPictures, measurePublicFiles, type PublicFiles } from './files/pictures'
import { getTutorialIds, type Chapter, type Portal, type Problem, type Resource, type Topic } from './portal'
import { readPages, type Page } from './files/read-page'
import { readPath, type PathFile } from './files/read-path'
import { readSettings, type SettingsFile } from './files/read-settings'
import { collectTitles, findTitleProblems, type GivenTitle } from './checks/titles'
import { TooSlowError, runWithTimeout } from './run-with-timeout'

/** What is known of a page's file from an earlier reading. */
export interface KnownFile {
  /** Its SHA-256. */
  digest: string
  /** Its change time, size and inode; null if it may have changed since without changing them. */
  state: string | null
}

/** Everything that was read besides pages. */
export interface ContentAround {
  /** All pages in the folder, read or not, in plain string order. */
  files: string[]
  /** Problems with the names of files, or with reading them. */
  problems: Problem[]
  /** The path files, in plain string order. */
  paths: PathFile[]
  /** `portal.yaml`, and what it names. */
  settings: SettingsFile
  /** The text of `moved.yaml`. */
  moved: string
  publicFiles: PublicFiles
}

/**
 * Reads all pages of a content folder into a portal. Never throws for a bad page: one with invalid front matter
 * or slug is left out, one with an unreadable body is kept without it, and the portal's problems list all that is
 * wrong. Pictures are looked up in `figures` of the content folder, then in the public folder.
 */
export async function loadPortal(
  folder: string,
  publicFolder = getPublicFolder(),
  kept = new KeptPages(),
): Promise<Portal> {
  return kept.load(folder, publicFolder)
}

/** Pages that were read, by file. Loads folders that share most pages, such as one before and after a change. */
export class KeptPages {
  private readonly known = new Map<string, KnownFile>()
  private readonly pages = new Map<string, Page>()

  get(file: string): Page | undefined {
    return this.pages.get(file)
  }

  /** Adds a page that was read from these bytes, before its file is written. */
  add(page: Page, bytes: Buffer): void {
    this.known.set(page.file, { digest: digestOf(bytes), state: null })
    this.pages.set(page.file, page)
  }

  /** Loads a portal, and reads only pages whose text it does not know. */
  async load(folder: string, publicFolder: string): Promise<Portal> {
    // The state of a file says nothing about its namesake in another folder.
    const known = new Map([...this.known].map(([file, { digest }]) => [file, { digest, state: null }]))
    const around = await readContent(folder, publicFolder, known, (pages) => {
      for (const page of pages) {
        this.known.set(page.file, known.get(page.file)!)
        this.pages.set(page.file, page)
      }
    })
    const unreadable = new Set(around.problems.flatMap(({ rule, file }) => (rule === 'unreadable' ? [file] : [])))
    const pages = around.files.filter((file) => !unreadable.has(file)).flatMap((file) => this.pages.get(file) ?? [])
    return assemblePortal(pages, around)
  }
}

/** Returns the folder of the software's own files, such as its icons. */
export function getPublicFolder(): string {
  return path.resolve(/* turbopackIgnore: true */ 'public')
}

/**
 * Reads a content folder and passes pages that differ from `known` to `take`, a few at a time. Updates `known`. Does not
 * open files whose state is known, since opening and hashing 2,000 pages takes longer than all other work on a change.
 */
export async function readContent(
  folder: string,
  publicFolder: string,
  known: Map<string, KnownFile>,
  take: (pages: Page[]) => void,
): Promise<ContentAround> {
  const { pages: files, paths: pathFiles, problems } = await readFolder(folder)
  const reportUnreadable = (file: string, { code }: NodeJS.ErrnoException) =>
    problems.push({
      file,
      line: 1,
      column: 1,
      rule: 'unreadable',
      message: `The file can't be read (${code}). Give this user permission to read it.`,
    })
  // A few at a time: some systems limit the number of open files.
  for (let start = 0; start < files.length; start += 8) {
    const read = await Promise.all(
      files.slice(start, start + 8).flatMap((file) => {
        const state = readState(path.join(folder, file))
        if (state !== null && known.get(file)?.state === state) return []
        return readFirst(path.join(folder, file)).then(
          (bytes) => ({ file, state, bytes, digest: digestOf(bytes) }),
          (error: NodeJS.ErrnoException) => ({ file, error }),
        )
      }),
    )
    const unknown: { file: string; bytes: Buffer }[] = []
    for (const each of read) {
      if ('error' in each) {
        reportUnreadable(each.file, each.error)
        continue
      }
      const { file, bytes, digest, state } = each
      if (known.get(file)?.digest !== digest) unknown.push({ file, bytes })
      known.set(file, { digest, state })
    }
    if (unknown.length) take(readPages(unknown))
  }
  const listed = new Set(files)
  for (const file of known.keys()) if (!listed.has(file)) known.delete(file)
  const paths: PathFile[] = []
  for (const file of pathFiles)
    await readFirst(path.join(folder, file)).then(
      (bytes) => paths.push(readPath(file, bytes)),
      (error: NodeJS.ErrnoException) => reportUnreadable(file, error),
    )
  const publicFiles = await measurePublicFiles(folder, publicFolder)
  for (const { file, ...problem } of checkNarrowPictures(publicFiles))
    problems.push({ ...problem, file: file.slice(1), line: 1, column: 1 })
  return { files, problems, paths, settings: await readSettings(folder), moved: await readMoved(folder), publicFiles }
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url')
}

/** How long ago a file must have changed for its state to tell the next change, in milliseconds. */
const settled = 2000

/** Returns the state of a file; null if a change within the resolution of the file system's clock could keep it. */
function readState(file: string): string | null {
  const stats = tryStat(file)
  // `ctime`, not `mtime`: it also changes when a file becomes readable.
  return stats && Date.now() - stats.ctimeMs > settled ? `${stats.ctimeMs} ${stats.size} ${stats.ino}` : null
}

/** Combines pages into a portal. Does not change them, so that they can be reused. */
export function assemblePortal(read: Page[], around: ContentAround): Portal {
  return runAtOnce(assembleInSteps(read, around, true))
}

/**
 * Combines pages in steps, between which a server can respond. Without `isChecked`, finds only problems that hide a
 * page.
 */
export function* assembleInSteps(
  read: Page[],
  { problems, paths, settings, moved, publicFiles }: ContentAround,
  isChecked: boolean,
): Generator<void, Portal> {
  const pages = read.map((page) => ({
    ...page,
    problems: [...page.problems, ...problems.filter(({ file }) => file === page.file)],
  }))
  yield
  const portal = yield* assemble(pages, paths, moved, publicFiles, settings, isChecked)
  const files = new Set(pages.map(({ file }) => file))
  portal.problems.unshift(...problems.filter(({ file }) => !files.has(file)))
  return portal
}

/** Returns all pages of a content folder, by path from there, in plain string order. */
export async function listPages(folder: string): Promise<string[]> {
  return (await readFolder(folder)).pages
}

/** Returns all path files of a content folder, in plain string order. */
export async function listPaths(folder: string): Promise<string[]> {
  return (await readFolder(folder)).paths
}

/** Returns the text of `moved.yaml`; empty if there is none. */
async function readMoved(folder: string): Promise<string> {
  try {
    return await readFile(path.join(folder, movesFile), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

let lastMoves: { moved: string; read: ReturnType<typeof readDeclarations> } | undefined

/** Reads the declarations in `moved.yaml`, once for each text. Never throws, however deeply the file is nested. */
function readMoves(moved: string): ReturnType<typeof readDeclarations> {
  if (lastMoves?.moved !== moved) lastMoves = { moved, read: tryMoves(moved) }
  return lastMoves.read
}

function tryMoves(moved: string): ReturnType<typeof readDeclarations> {
  try {
    return runWithTimeout(limits.milliseconds, () => readDeclarations(moved))
  } catch (error) {
    const message = 'The file is nested too deeply or repeats too much. Keep to lists of "from:" and "to:".'
    return {
      ...readDeclarations(''),
      problems: [
        { file: movesFile, line: 1, column: 1, rule: error instanceof TooSlowError ? 'too-slow' : 'too-much', message },
      ],
    }
  }
}

/** Combines pages: order, chapters, resources, and checks that need several files. */
function* assemble(
  pages: Page[],
  pathFiles: PathFile[],
  moved: string,
  publicFiles: PublicFiles,
  settings: SettingsFile,
  isChecked: boolean,
): Generator<void, Portal> {
  const standing = sortPages(pages)
  yield
  const heads = new Map<string, Page>()
  for (const page of standing) {
    const { toc, sortorder } = page.frontMatter!
    const number = sortorder.slice(0, 2)
    const head = heads.get(number)
    if (toc && head)
      report(
        page,
        'toc',
        'chapter',
        `${head.file} already heads chapter ${number}. Set toc to false in one of the two.`,
      )
    else if (toc) heads.set(number, page)
  }
  checkFolders(standing, heads)

  const portal: Portal = {
    settings: settings.settings,
    chapters: [],
    topics: new Map(),
    resources: new Map(),
    tutorialIds: [],
    paths: new Map(),
    moves: noMoves,
    problems: [],
  }
  const chapters = new Map<string, Chapter>()
  const titles = collectTitles(standing)
  for (const page of standing) {
    const number = page.frontMatter!.sortorder.slice(0, 2)
    if (!heads.has(number)) {
      report(
        page,
        'sortorder',
        'chapter',
        `No page heads chapter ${number}. Give one page of it "toc: true", or move this page to another chapter.`,
      )
      // Until that is corrected, this first page heads the chapter, so that its topics are still shown.
      heads.set(number, page)
    }
    const topic = toTopic(page, number, portal.resources, titles, publicFiles)
    portal.topics.set(topic.slug, topic)
    if (page === heads.get(number)) chapters.set(number, { number, head: topic, topics: [], tutorialIds: [] })
    yield
  }
  // In a second pass, since a head need not sort first.
  for (const topic of portal.topics.values()) {
    const chapter = chapters.get(topic.chapter)
    if (chapter && chapter.head !== topic) chapter.topics.push(topic)
  }
  portal.chapters = [...chapters.values()].sort((a, b) => compare(a.number, b.number))
  for (const chapter of portal.chapters) chapter.tutorialIds = getTutorialIds([chapter.head, ...chapter.topics])
  yield
  portal.tutorialIds = getTutorialIds([...portal.topics.values()])
  yield

  const { declarations, problems: misread } = readMoves(moved)
  const { moves, problems: misled } = followDeclarations(
    declarations,
    (id) => portal.resources.has(id),
    (slug) => portal.topics.has(slug),
  )
  portal.moves = moves
  const { paths, problems: mislinked } = linkPaths(pathFiles, portal)
  portal.paths = paths
  if (isChecked) {
    checkBetween(pages, portal, publicFiles)
    checkNeeds(pages, portal)
    const byFile = new Map(pages.map((page) => [page.file, page]))
    for (const problem of findTitleProblems(portal)) byFile.get(problem.file)?.problems.push(problem)
  }
  yield
  portal.problems = [
    ...settings.problems,
    ...misread,
    ...misled,
    ...pages.flatMap((page) => page.problems.sort((a, b) => a.line - b.line || a.column - b.column)),
    ...mislinked,
  ]
  return portal
}

/**
 * Returns the valid pages in reading order. If two have the same slug, the one whose file has that name wins.
 * Two with the same sortorder are both kept.
 */
function sortPages(pages: Page[]): Page[] {
  const candidates = pages.filter((page) => page.frontMatter)
  const isNamed = (page: Page) => path.posix.basename(page.file, '.mdx') === page.frontMatter!.slug
  const standing = new Map<string, Page>()
  for (const page of [...candidates.filter(isNamed), ...candidates.filter((each) => !isNamed(each))]) {
    const { slug } = page.frontMatter!
    const other = standing.get(slug)
    if (other) report(page, 'slug', 'slug', `The slug "${slug}" is already used by ${other.file}. Choose another.`)
    else standing.set(slug, page)
  }
  const places = new Map<string, Page>()
  for (const page of [...standing.values()].sort((a, b) => compare(a.file, b.file))) {
    const { sortorder } = page.frontMatter!
    const other = places.get(sortorder)
    if (other)
      report(
        page,
        'sortorder',
        'sortorder',
        `The sortorder "${sortorder}" is already used by ${other.file}. Free ones nearby: ${suggestSortorders(pages, sortorder).join(', ')}.`,
      )
    else places.set(sortorder, page)
  }
  return [...standing.values()].sort(
    (a, b) => compare(a.frontMatter!.sortorder, b.frontMatter!.sortorder) || compare(a.file, b.file),
  )
}

function suggestSortorders(pages: Page[], taken: string): string[] {
  const used = new Set(pages.map((page) => page.frontMatter?.sortorder))
  const chapter = taken.slice(0, 2)
  const places = Array.from({ length: 99 }, (_, index) => chapter + String(index + 1).padStart(2, '0'))
  return places.filter((place) => place > taken.slice(0, 4) && !used.has(place)).slice(0, 3)
}

function toTopic(
  page: Page,
  chapter: string,
  resources: Map<string, Resource>,
  titles: ReadonlyMap<string, GivenTitle>,
  publicFiles: PublicFiles,
): Topic {
  const { file, source, isFormer, headings, passages, links, addresses, problems } = page
  const own = new Map<string, Resource>()
  for (const { id, url, text, around, verdict, line, column } of links) {
    if (verdict === 'mention' || id === null || own.has(id)) continue
    const words = text.replace(/\s+/g, ' ')
    const { title = words, medium, year, minutes } = titles.get(id) ?? {}
    const resource = resources.get(id) ?? {
      id,
      href: url,
      host: getHost(url),
      title,
      sentence: { ...around, words },
      // The title may be given on another page.
      kind: medium === 'reference' ? medium : verdict,
      ...(medium && { medium }),
      ...(year && { year }),
      ...(minutes && { minutes }),
      topics: [],
    }
    resources.set(id, resource)
    own.set(id, resource)
    resource.topics.push({ slug: page.frontMatter!.slug, file, line, column })
  }
  const listed = [...own.values()]
  return {
    ...page.frontMatter!,
    chapter,
    file,
    source,
    isFormer,
    headings,
    passages,
    links,
    pictures: findPictures(
      addresses.pictures.map(({ href }) => href),
      publicFiles,
    ),
    resources: listed,
    tutorialIds: getTutorialIds([{ resources: listed }]),
    problems,
  }
}

/** Returns the slug in `/prometheus` or `/prometheus.html`; undefined if it is not a topic's address. */
export function slugOfAddress(address: string): string | undefined {
  return /^\/([a-z0-9-]+)(?:\.html)?$/.exec(address)?.[1]
}

/** Warns of pages in the folder of one chapter whose sortorder belongs to another. Folders without a head may hold any. */
function checkFolders(standing: Page[], heads: Map<string, Page>): void {
  const folderOf = ({ file }: Page) => path.posix.dirname(file)
  const chapters = new Map<string, string[]>()
  for (const [number, head] of heads) chapters.set(folderOf(head), [...(chapters.get(folderOf(head)) ?? []), number])
  for (const page of standing) {
    const number = page.frontMatter!.sortorder.slice(0, 2)
    const here = chapters.get(folderOf(page))
    const home = heads.get(number)
    if (folderOf(page) === '.' || !here || !home || here.includes(number)) continue
    report(
      page,
      'sortorder',
      'chapter',
      `The file is in the folder of chapter ${here.join(', ')}, but its sortorder puts it in chapter ${number}. Change the sortorder, or move the file to the folder of ${home.file}.`,
      'warning',
    )
  }
}

function report(page: Page, field: keyof FrontMatter, rule: string, message: string, severity?: 'warning'): void {
  page.problems.push({ file: page.file, ...page.lineOf[field], rule, message, ...(severity && { severity }) })
}

/** Compares by code units, independent of the locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
