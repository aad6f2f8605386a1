import 'server-only'
import { normaliseAddress } from '@/lib/content'

/** Parameters that tell where a click came from, beyond those that never count. */
const origin =
  /^(utm_.*|ref|ref_|referrer|_ga|_gl|mc_.*|mkt_tok|oly_.*|spm|share|share_id|si|cmpid|trk|at_medium|at_campaign|ns_.*|wt_.*|pk_.*|mtm_.*|hsa_.*|gbraid|wbraid|twclid|ttclid|li_fat_id|srsltid|amp|_hs.*|vero_.*)$/i

/** A video's id: https://www.youtube.com/watch?v=ID has eleven such characters. */
const video = /^[\w-]{6,20}$/

/**
 * Returns a coarser form of an address, the same for pages that are almost always one: without
 * mobile hosts, AMP, `index.html` and parameters of sharing; each video of YouTube in one form.
 * Only for finding what a reader meant, never for identity. Null for anything but http(s).
 */
export function toMatchKey(href: string): string | null {
  try {
    const url = unwrapAmp(new URL(href.trim()))
    url.hash = ''
    url.host = url.host
      .replace(/^(?:www\.)?(?:(?:m|mobile|amp)\.)?(?=[^.]+\.[^.])/, '')
      .replace(/^([a-z-]{2,12})\.m\.(?=(?:wikipedia|wiktionary|wikibooks|wikiversity|wikimedia)\.org$)/, '$1.')
    const watched = findVideo(url)
    if (watched) return `youtube.com/watch?v=${watched}`
    for (const name of [...url.searchParams.keys()]) if (origin.test(name)) url.searchParams.delete(name)
    url.pathname = url.pathname
      .replace(/\.amp(?=\.html?$)/, '')
      .replace(/\/amp\/?$/, '/')
      .replace(/\/(?:index|default)\.(?:html?|php|aspx?)$/i, '/')
    return normaliseAddress(url.href)
  } catch {
    return null
  }
}

/** The page behind Google's two caches of AMP pages. */
function unwrapAmp(url: URL): URL {
  const isViewer = /^(www\.)?google\.[a-z.]{2,6}$/.test(url.hostname) && url.pathname.startsWith('/amp/')
  const isCache = url.hostname.endsWith('.cdn.ampproject.org')
  const [, secure, rest] = (isViewer || isCache ? /^\/(?:amp|[a-z])\/(s\/)?(.+)$/ : /(?!)/).exec(url.pathname) ?? []
  return rest && /^[^/]+\.[^/]+/.test(rest) ? new URL(`http${secure ? 's' : ''}://${rest}${url.search}`) : url
}

/** The id of a video of YouTube, in any of the addresses that lead to it. */
function findVideo({ hostname, pathname, searchParams }: URL): string | null {
  if (hostname === 'youtu.be') return take(pathname.slice(1).split('/')[0])
  if (hostname !== 'youtube.com' && hostname !== 'music.youtube.com' && hostname !== 'youtube-nocookie.com') return null
  if (/^\/watch\/?$/.test(pathname)) return take(searchParams.get('v'))
  const [, kind, id] = pathname.split('/')
  // A playlist played inside another page has no video of its own.
  return ['embed', 'shorts', 'live', 'v', 'e'].includes(kind ?? '') && id !== 'videoseries' ? take(id) : null
}

function take(id: string | null | undefined): string | null {
  return id && video.test(id) ? id : null
}
