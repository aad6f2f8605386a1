import type { FolderLabel } from '../read/folder-labels'
import type { NavItem } from '../read/navigation/nav-item'
import { fileStem, isIndex, toTitle } from './name-page'
import { PathIndex, joinPath } from './page-paths'

/** A page of a site, by its path below the site's root. */
export interface SitePage {
  path: string
  fields: Map<string, string>
}

/** A planned chapter: its pages in reading order, without the page that heads it. */
export interface SiteChapter<T> {
  title: string
  /** The path of its folder, or of the section in the navigation; empty for the pages of the root. */
  name: string
  description: string
  head: T | null
  pages: T[]
}

/** A folder of the site or a section of its navigation. */
interface Section<T> {
  name: string
  path: string
  title: string
  index: T | null
  children: (T | Section<T>)[]
}

const isSection = <T extends SitePage>(child: T | Section<T>): child is Section<T> => 'children' in child

/**
 * Arranges a site's pages in chapters: the folders of the first level that branches, or the sections of the
 * navigation if it lists most pages. Returns null if there is neither, nor a page that heads the rest.
 */
export function arrangeSite<T extends SitePage>(
  pages: T[],
  navigation: NavItem[],
  labels: Map<string, FolderLabel>,
  below = '',
): SiteChapter<T>[] | null {
  const ranks = new Map<T, number>()
  const sections = readSections(navigation, pages, labels, ranks, below)
  if (pages.length && ranks.size >= pages.length / 2) return toChapters(addRest(sections, pages, ranks, labels), labels)
  const root = toFolders(pages)
  if (!pages.some(({ path }) => path.includes('/')) && !root.index && ranks.size === 0) return null
  sortSection(root, ranks, labels)
  return toChapters(root, labels)
}

/** Builds the sections of the navigation, and gives each page that it lists its rank. */
function readSections<T extends SitePage>(
  items: NavItem[],
  pages: T[],
  labels: Map<string, FolderLabel>,
  ranks: Map<T, number>,
  below: string,
): Section<T> {
  const index = indexPages(pages)
  const find = (target: string): T | undefined => {
    const path = joinPath('', safeDecode(target))
    const inside = below && path.startsWith(`${below}/`) ? path.slice(below.length + 1) : path
    return index.find(inside) ?? (below ? undefined : index.findFromRoot(inside))
  }
  const build = (list: NavItem[], name: string, title: string): Section<T> => {
    const section: Section<T> = { name, path: name, title, index: null, children: [] }
    for (const item of list) {
      // "/" is the address of the first page.
      const isFolder = item.target.endsWith('/') && item.target !== '/' && !item.children.length
      const inFolder = isFolder ? pagesBelow(pages, item.target).filter((page) => !ranks.has(page)) : []
      const own = item.target && !inFolder.length ? find(item.target) : undefined
      const page = own && !ranks.has(own) ? own : undefined
      if (page) ranks.set(page, ranks.size)
      if (inFolder.length) {
        const folder = toFolder(inFolder, joinPath('', item.target))
        sortSection(folder, new Map(), labels)
        for (const each of flatten(folder)) ranks.set(each, ranks.size)
        section.children.push({ ...folder, title: item.title })
      } else if (item.children.length) {
        const inner = build(item.children, item.title, item.title)
        if (page) inner.index = page
        else {
          const first = inner.children[0]
          if (first && !isSection(first) && isIndex(first.path)) {
            inner.index = first
            inner.children.shift()
          }
        }
        if (inner.index || inner.children.length) section.children.push(inner)
      } else if (page) section.children.push(page)
    }
    return section
  }
  const root = build(items, '', '')
  const first = root.children.findIndex(
    (child) => !isSection(child) && isIndex(child.path) && !child.path.includes('/'),
  )
  if (first >= 0) root.index = root.children.splice(first, 1)[0] as T
  return root
}

/** Indexes pages by path, and by the `id` or address that the navigation may name instead of the file. */
function indexPages<T extends SitePage>(pages: T[]): PathIndex<T> {
  const index = new PathIndex<T>()
  for (const page of pages) index.add(page.path, page)
  for (const page of pages) {
    const id = page.fields.get('id')
    if (id) index.add(joinPath(dirname(page.path), id), page)
    const address = page.fields.get('permalink') ?? page.fields.get('url')
    if (address?.includes('/') && !/[:{]/.test(address)) index.add(joinPath('', address), page)
  }
  return index
}

/** Builds one folder of the site. */
function toFolder<T extends SitePage>(pages: T[], path: string): Section<T> {
  let folder = toFolders(pages)
  for (;;) {
    const [only] = folder.children
    if (folder.path.toLowerCase() === path.toLowerCase() || folder.children.length > 1 || !only || !isSection(only))
      return folder
    folder = only
  }
}

function pagesBelow<T extends SitePage>(pages: T[], folder: string): T[] {
  const start = folder.replace(/^\.?\//, '').toLowerCase()
  return pages.filter(({ path }) => path.toLowerCase().startsWith(start))
}

/** Adds the pages that the navigation leaves out, each to the section that has pages of the same folder. */
function addRest<T extends SitePage>(
  root: Section<T>,
  pages: T[],
  ranks: Map<T, number>,
  labels: Map<string, FolderLabel>,
): Section<T> {
  const rest = pages.filter((page) => !ranks.has(page))
  const others: T[] = []
  for (const page of rest.sort((a, b) => compareNames(a.path, b.path))) {
    let home: Section<T> | undefined
    for (let folder = dirname(page.path); folder && !home; folder = dirname(folder))
      home = root.children
        .filter(isSection<T>)
        .find((section) => flatten(section).some(({ path }) => path.startsWith(`${folder}/`)))
    if (home) home.children.push(page)
    else if (!page.path.includes('/') && isIndex(page.path) && !root.index) root.index = page
    else if (!page.path.includes('/') && !isErrorPage(page.path)) root.children.push(page)
    else others.push(page)
  }
  if (others.length) {
    const folders = toFolders(others)
    sortSection(folders, ranks, labels)
    root.children.push(...folders.children)
  }
  return root
}

/** Whether a page is what a site shows for addresses that it does not have. */
const isErrorPage = (path: string) => /(?:^|\/)404\.\w+$/.test(path)

/** Builds the folders of the pages, each with the page that heads it. */
function toFolders<T extends SitePage>(pages: T[]): Section<T> {
  const make = (name: string, path: string): Section<T> => ({ name, path, title: '', index: null, children: [] })
  const root = make('', '')
  const folders = new Map([['', root]])
  const find = (path: string): Section<T> => {
    const known = folders.get(path)
    if (known) return known
    const folder = make(path.split('/').at(-1) ?? '', path)
    folders.set(path, folder)
    find(dirname(path)).children.push(folder)
    return folder
  }
  for (const page of pages) find(dirname(page.path)).children.push(page)
  for (const folder of folders.values()) {
    const own = folder.children.filter((child): child is T => !isSection(child))
    const head =
      own.find(({ path }) => /(^|\/)_?index\.[^/.]+$/i.test(path)) ??
      own.find(({ path }) => isIndex(path)) ??
      (folder.path
        ? own.find(({ path }) => fileStem(path).toLowerCase() === fileStem(folder.name).toLowerCase())
        : undefined)
    if (!head) continue
    folder.index = head
    folder.children = folder.children.filter((child) => child !== head)
  }
  // A page next to a folder of the same name heads that folder.
  for (const folder of folders.values())
    folder.children = folder.children.filter((child) => {
      if (isSection(child)) return true
      const twin = folder.children.find(
        (other): other is Section<T> =>
          isSection(other) && !other.index && other.name.toLowerCase() === stemOf(child.path).toLowerCase(),
      )
      if (twin) twin.index = child
      return !twin
    })
  return root
}

function toChapters<T extends SitePage>(root: Section<T>, labels: Map<string, FolderLabel>): SiteChapter<T>[] {
  let top = root
  const before: T[] = []
  // A single folder that holds everything is no chapter; its folders are.
  for (;;) {
    const [only, more] = top.children
    if (!only || more || !isSection(only) || !only.children.some((child) => isSection(child))) break
    if (top.index) before.push(top.index)
    top = only
  }
  const loose = [
    ...before,
    ...(top.index ? [top.index] : []),
    ...top.children.filter((child): child is T => !isSection(child)),
  ]
  const chapters: SiteChapter<T>[] = []
  const [first, ...others] = loose
  if (first) chapters.push({ title: '', name: '', description: '', head: first, pages: others })
  for (const section of top.children.filter(isSection<T>)) {
    const label = labels.get(section.path)
    chapters.push({
      title: section.title || label?.title || toTitle(section.name),
      name: section.path,
      description: label?.description ?? '',
      head: section.index,
      pages: section.children.flatMap((child) => (isSection(child) ? flatten(child) : [child])),
    })
  }
  return chapters
}

function flatten<T extends SitePage>(section: Section<T>): T[] {
  return [
    ...(section.index ? [section.index] : []),
    ...section.children.flatMap((child) => (isSection(child) ? flatten(child) : [child])),
  ]
}

/** Sort keys, the most important first. */
interface Order {
  rank: number
  position: number
  numbers: number[]
  date: string
  name: string
}

function sortSection<T extends SitePage>(
  section: Section<T>,
  ranks: Map<T, number>,
  labels: Map<string, FolderLabel>,
): void {
  const orderOf = (child: T | Section<T>): Order => {
    if (!isSection(child)) return orderOfPage(child, ranks)
    const own = child.index ? orderOfPage(child.index, ranks) : undefined
    const inner = flatten(child).map((page) => ranks.get(page) ?? Infinity)
    const numbers = readNumbers(child.name)
    return {
      rank: Math.min(Infinity, ...inner),
      position:
        [labels.get(child.path)?.position, own?.position, numbers[0]].find(
          (each) => each !== undefined && each < Infinity,
        ) ?? Infinity,
      numbers,
      date: '',
      name: child.name,
    }
  }
  const orders = new Map(section.children.map((child) => [child, orderOf(child)]))
  section.children.sort((a, b) => compareOrders(orders.get(a) as Order, orders.get(b) as Order))
  for (const child of section.children) if (isSection(child)) sortSection(child, ranks, labels)
}

const positionKeys = [
  'sidebar_position',
  'sidebar.order',
  'nav_order',
  'weight',
  'order',
  'navigation.order',
  'position',
]

function orderOfPage<T extends SitePage>(page: T, ranks: Map<T, number>): Order {
  const name = page.path.split('/').at(-1) ?? ''
  const isDated = /^\d{4}-\d\d-\d\d/.test(name)
  const isLast = isErrorPage(page.path)
  const numbers = isDated || isLast || isIndex(name) ? [] : readNumbers(name)
  const given = positionKeys
    .map((key) => page.fields.get(key))
    .find((text) => text !== undefined && text !== '' && Number.isFinite(Number(text)))
  return {
    rank: ranks.get(page) ?? Infinity,
    // In Hugo, a weight of 0 means no weight.
    position:
      given !== undefined && !(page.fields.get('weight') === given && Number(given) === 0)
        ? Number(given)
        : (numbers[0] ?? Infinity),
    numbers,
    date: (page.fields.get('date') ?? (isDated ? name.slice(0, 10) : '')).slice(0, 25),
    name: isLast ? `\uffff${name}` : name,
  }
}

/** Returns the numbers at the start of a name, as in "2-01-selectors.md". */
function readNumbers(name: string): number[] {
  const [start = ''] = /^(?:\d{1,5}[-_.) ]+)+/.exec(name) ?? []
  return (start.match(/\d+/g) ?? []).map(Number)
}

function compareOrders(a: Order, b: Order): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1
  if (a.position !== b.position) return a.position < b.position ? -1 : 1
  for (let at = 0; at < Math.max(a.numbers.length, b.numbers.length); at++) {
    const [one = -1, other = -1] = [a.numbers[at], b.numbers[at]]
    if (one !== other) return one - other
  }
  if (a.date && b.date && a.date !== b.date) return a.date < b.date ? -1 : 1
  return compareNames(a.name, b.name)
}

/** Compares names, with numbers in them by value. Independent of the locale. */
function compareNames(a: string, b: string): number {
  const split = (text: string) => text.toLowerCase().match(/\d+|\D+/g) ?? []
  const [one, other] = [split(a), split(b)]
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const [x = '', y = ''] = [one[at], other[at]]
    if (x === y) continue
    if (/^\d/.test(x) && /^\d/.test(y) && Number(x) !== Number(y)) return Number(x) - Number(y)
    return x < y ? -1 : 1
  }
  return a < b ? -1 : a > b ? 1 : 0
}

const dirname = (path: string) => path.split('/').slice(0, -1).join('/')

const stemOf = (path: string) => (path.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '')

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Returns the titles that the navigation gives to pages, by page. */
export function readNavTitles<T extends SitePage>(items: NavItem[], pages: T[], below = ''): Map<T, string> {
  const index = indexPages(pages)
  const titles = new Map<T, string>()
  const walk = (list: NavItem[]): void => {
    for (const { title, target, children } of list) {
      const path = joinPath('', safeDecode(target))
      const page = target
        ? index.find(below && path.startsWith(`${below}/`) ? path.slice(below.length + 1) : path)
        : undefined
      if (page && title && !titles.has(page)) titles.set(page, title)
      walk(children)
    }
  }
  walk(items)
  return titles
}
