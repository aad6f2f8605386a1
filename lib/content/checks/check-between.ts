import { reservedSlugs } from '../../addresses'
import { getHost } from '../../get-host'
import { insecure } from './check-address'
import type { Address } from './collect-addresses'
import { deriveResourceId, normaliseAddress } from '../address'
import type { PublicFiles } from '../files/pictures'
import type { Portal, Problem } from '../portal'
import type { Page } from '../files/read-page'

// Checks that need all pages.

/** Checks the addresses of all pages against each other, the topics and the files that are served as they are. */
export function checkBetween(pages: Page[], portal: Portal, publicFiles: PublicFiles): void {
  const linked = new Set<string>()
  const heads = new Set(portal.chapters.map(({ head }) => head.slug))
  const chapterOf = (slug: string) => portal.topics.get(slug)?.sortorder.slice(0, 2)
  /** Chapters whose head introduces some of its topics itself. */
  const introduced = new Set<string | undefined>()
  // A page that was left out already has a problem, so links to it are not reported too.
  const fallen = new Set(pages.map(slugOf).filter((slug) => !portal.topics.has(slug)))
  for (const page of pages) {
    for (const address of page.addresses.inside) {
      const { slug, fault } = resolveInside(address, page, { portal, publicFiles, fallen })
      if (fault) report(page, address, 'internal-link', fault)
      const own = slugOf(page)
      if (slug === undefined || slug === own) continue
      linked.add(slug)
      if (heads.has(own) && chapterOf(own) === chapterOf(slug)) introduced.add(chapterOf(own))
    }
    for (const picture of page.addresses.pictures)
      if (!publicFiles.has(decode(picture.href) ?? ''))
        report(
          page,
          picture,
          'picture',
          picture.href.startsWith('/figures/')
            ? `There is no file ${picture.href.slice(1)} in the content folder. Put the picture there, or correct its address; names are case-sensitive.`
            : `Pictures must be in figures/ in the content folder. Move this one there, and write /figures/${picture.href.split('/').at(-1)}.`,
        )
  }
  checkSecurity(pages)
  checkIds(pages)
  // The links of an unreadable page are unknown.
  if (pages.some(({ source, frontMatter }) => source === null || !frontMatter)) return
  // Where the head introduces none, the portal's list of the chapter's topics is the only link to each.
  for (const page of pages) {
    const topic = portal.topics.get(slugOf(page))
    if (!topic || topic.file !== page.file || heads.has(topic.slug) || linked.has(topic.slug)) continue
    if (introduced.has(chapterOf(topic.slug)))
      report(
        page,
        page.lineOf.slug,
        'orphan',
        `No other page links here. Add [${topic.sidebartitle}](/${topic.slug}.html) to a page whose readers would want it.`,
      )
  }
}

/** Whether an address without https:// begins with the name of a site: "www.…", or a name with a domain and a path. */
function isHost(href: string): boolean {
  return /^(?:www\.[a-z0-9-]+\.[a-z]{2,}|(?:[a-z0-9-]+\.)+(?!html?\/|mdx?\/)[a-z]{2,}\/)/i.test(href)
}

/** Returns the topic that an internal address leads to, or its problem. */
function resolveInside(
  { href }: Address,
  page: Page,
  { portal, publicFiles, fallen }: { portal: Portal; publicFiles: PublicFiles; fallen: Set<string> },
): { slug?: string; fault?: string } {
  const here = slugOf(page)
  const url = new URL(href, `https://portal.invalid/${here}`)
  const file = /([^/]+)\.(?:mdx?|markdown)$/i.exec(url.pathname)?.[1]?.toLowerCase()
  if (file !== undefined && portal.topics.has(file))
    return { slug: file, fault: `Link to the page, not to its file. Write /${file}.html${url.hash}.` }
  if (isHost(href)) return { fault: `An address of another site begins with https://. Write https://${href}.` }
  if (!/^[/#]/.test(href))
    return {
      fault: `Begin the address with a slash: ${href.startsWith('?') ? `/${here}` : ''}${url.pathname === `/${here}` ? '' : url.pathname}${url.search}${url.hash}.`,
    }
  const path = decode(url.pathname)
  const anchor = decode(url.hash.slice(1))
  if (path === undefined || anchor === undefined)
    return { fault: 'The address contains a "%" that encodes no character. Write the character itself.' }
  if (path === '/' || publicFiles.has(path)) return {}
  const [, wantedPath] = /^\/paths\/([^/]+)$/.exec(path) ?? []
  if (wantedPath !== undefined)
    return portal.paths.has(wantedPath)
      ? {}
      : { fault: `No path has the address ${path}. Existing paths: ${[...portal.paths.keys()].join(', ') || 'none'}.` }

  const slug = path
    .slice(1)
    .replace(/\/$/, '')
    .replace(/\.html$/, '')
  const topic = portal.topics.get(slug)
  if (!topic) {
    if (isOwn(slug) || fallen.has(slug)) return { slug }
    const [address = ''] = href.split('#')
    const moved = portal.moves.topics.get(slug)
    const near =
      moved ?? [slug.toLowerCase(), slug.split('/').at(-1)?.toLowerCase() ?? ''].find((each) => portal.topics.has(each))
    if (near !== undefined) return { slug: near, fault: `No topic has the address ${address}. Write /${near}.html.` }
    if (/\.[a-z0-9]+$/i.test(slug))
      return {
        fault: path.startsWith('/figures/')
          ? `There is no file ${path.slice(1)} in the content folder. Correct the address, or put the file there.`
          : `No file has the address ${path}. Correct the address.`,
      }
    return { fault: `No topic has the address ${address || href}. Correct the address, or add the topic.` }
  }
  const known =
    !anchor ||
    topic.source === null ||
    topic.headings.some(({ id }) => id === anchor) ||
    topic.resources.some(({ id }) => anchor === `resource-${id}`)
  return known
    ? { slug }
    : {
        slug,
        fault: `The topic "${slug}" has no heading with the anchor #${anchor}.${suggestAnchor(
          topic.headings.map(({ id }) => id),
          anchor,
        )}`,
      }
}

function suggestAnchor(ids: string[], anchor: string): string {
  const near =
    ids.find((id) => id === anchor.toLowerCase()) ??
    ids.find((id) => id.startsWith(anchor.toLowerCase()) || anchor.toLowerCase().startsWith(id))
  return near ? ` Did you mean #${near}?` : ''
}

/** Whether the portal itself serves a page at this path. */
function isOwn(path: string): boolean {
  const [first = ''] = path.split(/[/.]/)
  return reservedSlugs.has(first) && !['api', 'figures', 'healthz', 'index', 'metrics', 'readyz'].includes(first)
}

/** Reports `http:` links if another link of the content reaches the same host over https. */
function checkSecurity(pages: Page[]): void {
  const insecureLinks = pages.flatMap((page) =>
    page.addresses.outside.flatMap((address) => (/^http:/i.test(address.href) ? [{ page, address }] : [])),
  )
  // Usually there are none; reading the hosts of 18,000 links takes a while.
  if (insecureLinks.length === 0) return
  const secure = new Set(
    pages.flatMap(({ addresses }) =>
      addresses.outside.flatMap(({ href }) => (/^https:/i.test(href) ? getHost(href) : [])),
    ),
  )
  for (const { page, address } of insecureLinks)
    if (secure.has(getHost(address.href))) report(page, address, 'insecure', insecure(getHost(address.href)).message)
}

/** Reports an explicit id that is used for two addresses: two tutorials would share their marks. */
function checkIds(pages: Page[]): void {
  const first = new Map<string, { url: string; place: string }>()
  for (const page of pages)
    for (const { id, url, verdict, line, column } of page.links) {
      if (verdict === 'mention' || id === null) continue
      const other = first.get(id)
      if (!other) first.set(id, { url, place: `${page.file}:${line}` })
      else if (other.url !== url && differ(id, other.url, url))
        report(
          page,
          { line, column },
          'resource-id',
          `The id "${id}" is already used for ${other.url} (${other.place}). Choose another.`,
        )
    }
}

/** Whether two addresses with the same id differ. For explicit ids, the fragment counts too. */
function differ(id: string, one: string, other: string): boolean {
  if (normaliseAddress(one) !== normaliseAddress(other)) return true
  return id !== deriveResourceId(one) && new URL(one).hash !== new URL(other).hash
}

const slugOf = (page: Page) =>
  page.frontMatter?.slug ??
  page.file
    .split('/')
    .at(-1)
    ?.replace(/\.mdx$/, '') ??
  ''

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function report(page: Page, { line, column }: Pick<Problem, 'line' | 'column'>, rule: string, message: string): void {
  page.problems.push({ file: page.file, line, column, rule, message })
}
