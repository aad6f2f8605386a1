import { dropInvisible, findAddressFault, getHost, isSlug, parseUrl, toSlug } from '@/lib/content'
import { fileStem, isIndex } from './name-page'
import { PathIndex, joinPath } from './page-paths'

/** A page that links can point to. */
export interface Target {
  slug: string
  headings: { text: string; id: string }[]
  anchors: Record<string, number>
  /** The path of its source below the root of its site, if it is one of a site. */
  path?: string
  /** All parts of its source, if that is too long for one page. */
  parts?: Target[]
}

/** The pages and names that links of imported pages can resolve to. */
export interface LinkIndex {
  /** Pages by their slug. */
  targets: Map<string, Target>
  /** Current slugs by old name (slug or file name) in lower case. */
  names: Map<string, string>
  /** Slugs of a site's pages by path. */
  paths: PathIndex<string>
  /** Hosts linked over https by some page. */
  secure: Set<string>
  /** The address of the site, for links to pages that are not imported. */
  site?: string
}

/** The new address of a link; null to keep only its text. The note says why it changed. */
export type Resolution = { url: string; note?: string } | { url: null; note: string }

/** Resolves a link of an imported page. */
export function resolveLink(written: string, from: Target, linkIndex: LinkIndex): Resolution {
  const href = dropInvisible(written)
    .trim()
    .replace(/^\/\//, 'https://')
    // With "pathname:", Docusaurus links to a part of the site that is no page.
    .replace(/^pathname:\/\/(?=\/)/, '')
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) && !/^[{|]/.test(href)) {
    const inside = linkIndex.site && toInside(href, linkIndex.site)
    const own = inside ? resolveInside(inside, from, { ...linkIndex, site: undefined }) : undefined
    return own?.url ? own : resolveOutside(href, linkIndex)
  }
  const resolved = resolveInside(href, from, linkIndex)
  const outside = resolved.url === null && !href.startsWith('#') ? toOutside(href, from, linkIndex.site) : undefined
  return outside ? resolveOutside(outside, linkIndex) : resolved
}

/** Returns the path of an address on the imported site. */
function toInside(href: string, site: string): string | undefined {
  const base = site.replace(/^https?:/i, '').replace(/\/*$/, '/')
  const address = href.replace(/^https?:/i, '')
  return address.startsWith(base) ? `/${address.slice(base.length)}` : undefined
}

/** Returns the address on the imported site of a page that is not imported. */
function toOutside(href: string, { path = '' }: Target, site: string | undefined): string | undefined {
  if (!site) return undefined
  const base = site.replace(/\/*$/, '/')
  const [, written = '', anchor = ''] = /^([^?#]*)([?#].*)?$/s.exec(href) ?? []
  if (/^[{|]/.test(written)) return undefined
  if (written.startsWith('/')) return (parseUrl(written, base)?.href ?? '') + anchor
  const joined = joinPath(dirname(path), written)
  const isPage = /\.(md|mdx|markdown)$/i.test(joined)
  const parts = joined.split('/')
  const last = parts.at(-1) ?? ''
  if (isPage) parts[parts.length - 1] = isIndex(last) ? '' : `${last.replace(/\.\w+$/, '')}/`
  return `${base}${parts.join('/')}${anchor}`
}

const dirname = (path: string) => path.split('/').slice(0, -1).join('/')

/** Finds the page that a link of a site's page leads to: relative to the page's file, else to the page's URL. */
function findByPath(path: string, { path: own }: Target, paths: PathIndex<string>): string | undefined {
  if (own === undefined) return undefined
  if (path.startsWith('/')) return paths.findFromRoot(path)
  const asFile = paths.find(joinPath(dirname(own), path))
  if (asFile !== undefined || isIndex(own)) return asFile
  return paths.find(joinPath(own.replace(/\.[^./]+$/, ''), path)) ?? paths.findFromRoot(joinPath(dirname(own), path))
}

function resolveOutside(href: string, { secure }: LinkIndex): Resolution {
  let url = href
    .replace(/\s+/g, '%20')
    .replace(/\\/g, '/')
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
  if (parseUrl(url) && secure.has(getHost(url))) url = url.replace(/^http:/i, 'https:')
  const fault = findAddressFault(url)
  if (fault?.rule === 'insecure') url = url.replace(/^http:/i, 'https:')
  const still = findAddressFault(url)
  return still ? { url: null, note: `The link to ${href} is kept as text. ${still.message}` } : { url }
}

function resolveInside(href: string, from: Target, { targets, names, paths }: LinkIndex): Resolution {
  const [, path = '', anchor = ''] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(href) ?? []
  const plain = safeDecode(path)
    .replace(/^[{|](filename|static|attach)[}|]\/?/i, '')
    .replace(/^\{index\}/i, '/')
  if (plain === '' && path === '') return resolveAnchor(from, anchor, href, true)
  if (/^[{|]/.test(plain))
    return { url: null, note: `The link to ${href} is kept as text: there is no such page here.` }
  const byPath = /\.(png|jpe?g|gif|svg|webp|pdf|zip|gz|xml|css|js|py|ipynb)$/i.test(plain)
    ? undefined
    : findByPath(plain, from, paths)
  const known = byPath === undefined ? undefined : targets.get(byPath)
  if (known) return resolveAnchor(known, anchor, href, known === from)
  if (/^(\.*\/)*(index\.html?)?$/i.test(plain)) return { url: '/' }
  const segments = plain.split('/').filter(Boolean)
  const last = /^index\.html?$/i.test(segments.at(-1) ?? '') ? (segments.at(-2) ?? '') : (segments.at(-1) ?? '')
  const stem = last.replace(/\.(html?|md|markdown|mkd|mdx|txt|rst)$/i, '')
  const slug =
    names.get(stem.toLowerCase()) ??
    names.get(fileStem(last).toLowerCase()) ??
    // A glossary has its terms in the singular.
    (/(?:^|\/)glossary\/[^/]+\/?$/.test(plain)
      ? (names.get(stem.replace(/ies$/, 'y')) ?? names.get(stem.replace(/s$/, '')))
      : undefined) ??
    (isSlug(toSlug(stem)) ? toSlug(stem) : '')
  const target = targets.get(slug)
  if (!target || /\.(png|jpe?g|gif|svg|webp|pdf|zip|gz|xml|css|js|py|ipynb)$/i.test(last))
    return { url: null, note: `The link to ${href} is kept as text: there is no such page here.` }
  return resolveAnchor(target, anchor, href, target === from)
}

/** Finds the heading of an old anchor, by its name, its words or its former `id`. */
function resolveAnchor(target: Target, anchor: string, href: string, here: boolean): Resolution {
  const page = `/${target.slug}.html`
  const name = safeDecode(anchor)
  if (!name)
    return here && /^(?:[?#]|$)/.test(href)
      ? { url: null, note: `The link to ${href || 'nothing'} is kept as text.` }
      : { url: page }
  for (const part of new Set([target, ...(target.parts ?? [])])) {
    const heading = findHeading(part, name)
    if (heading === 'top') return { url: `/${part.slug}.html` }
    if (!heading) continue
    const isHere = here && part === target
    return { url: `${isHere ? '' : `/${part.slug}.html`}#${encodeURIComponent(heading.id)}` }
  }
  if (here) return { url: null, note: `The link to ${href} is kept as text: the page has no such anchor.` }
  return { url: page, note: `The link to ${href} leads to the top of its page, which has no such anchor.` }
}

function findHeading({ headings, anchors }: Target, name: string): Target['headings'][number] | 'top' | undefined {
  const same = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  const at = Object.hasOwn(anchors, name) ? anchors[name] : undefined
  return (
    headings.find(({ id }) => id === name) ??
    (at === undefined ? undefined : at < 0 ? 'top' : headings[at]) ??
    headings.find(({ id, text }) => same(id) === same(name) || same(text) === same(name))
  )
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
