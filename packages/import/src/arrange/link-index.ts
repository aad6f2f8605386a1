import { getHost, parseUrl } from '@/lib/content'
import type { DraftPage } from '../normalise/draft-pages'
import type { TargetContent } from '../read/read-target'
import { fileStem } from './name-page'
import { PathIndex } from './page-paths'
import { resolveLink, type LinkIndex, type Target } from './resolve-links'

/** The new address of each link of a page; null for its words alone. */
export interface ResolvedLinks {
  links: Record<string, string | null>
  notes: string[]
}

/** Lists what links can lead to: the pages of the content folder, and those to be imported from `site`. */
export function buildLinkIndex(pages: DraftPage[], target: TargetContent, site?: string): LinkIndex {
  const targets: LinkIndex['targets'] = new Map(target.targets.map((each) => [each.slug, each]))
  const names: LinkIndex['names'] = new Map()
  const paths: LinkIndex['paths'] = new PathIndex()
  const secure = new Set(target.secure)
  const stemOf = ({ source }: DraftPage) => fileStem(source).toLowerCase()
  const stems = new Map<string, number>()
  const parts = new Map<DraftPage, Target[]>()
  const whole = pages.filter(({ partOf }) => !partOf)
  for (const page of whole) stems.set(stemOf(page), (stems.get(stemOf(page)) ?? 0) + 1)
  for (const page of pages) {
    const { slug, fields, draft, partOf = page } = page
    const target: Target = {
      slug,
      headings: draft.headings,
      anchors: draft.anchors,
      ...(page.site && { path: page.path }),
      parts: parts.get(partOf) ?? [],
    }
    targets.set(slug, target)
    target.parts!.push(target)
    parts.set(partOf, target.parts!)
    if (page.partOf) continue
    if (page.site) paths.add(page.path, slug)
    for (const name of [slug, fields.get('slug') ?? '']) if (name) names.set(name.toLowerCase(), slug)
    for (const url of draft.links) if (/^https:/i.test(url) && parseUrl(url)) secure.add(getHost(url))
    const stem = stemOf(page)
    // If several pages of a site share a name, only the path identifies them.
    if (page.isMade || (page.site && (stems.get(stem) ?? 0) > 1)) continue
    if (!names.has(stem) && !targets.has(stem)) names.set(stem, slug)
  }
  for (const { slug, fields, site: from } of whole)
    for (const field of from ? ['permalink', 'url', 'slug', 'aliases', 'redirect_from'] : [])
      for (const address of (fields.get(field) ?? '').split(', ')) if (address.includes('/')) paths.add(address, slug)
  return { targets, names, paths, secure, site }
}

/** Resolves the links of a page. */
export function resolveLinks({ slug, draft }: DraftPage, linkIndex: LinkIndex): ResolvedLinks {
  const links: Record<string, string | null> = {}
  const notes: string[] = []
  const self = linkIndex.targets.get(slug) ?? { slug, headings: [], anchors: {} }
  for (const href of draft.links) {
    const { url, note } = resolveLink(href, self, linkIndex)
    links[href] = url
    if (note) notes.push(note)
  }
  return { links, notes }
}
