import 'server-only'
import { normaliseAddress } from '@/lib/content'

/** Parameters that say where a click came from, in addition to those that are always ignored. */
const origin =
  /^(utm_.*|ref|ref_|referrer|_ga|_gl|mc_.*|mkt_tok|oly_.*|spm|share|share_id|si|cmpid|trk|at_medium|at_campaign|ns_.*|wt_.*|pk_.*|mtm_.*|hsa_.*|gbraid|wbraid|twclid|ttclid|li_fat_id|srsltid|amp|_hs.*|vero_.*)$/i

/** The id of a YouTube video, usually eleven characters. */
const video = /^[\w-]{6,20}$/

/**
 * Returns a coarser form of an address, without mobile hosts, AMP, `index.html` and sharing parameters, and with one
 * form per YouTube video. Pages with the same key are almost always the same: good for matching, not for identity. Null
 * unless the address is HTTP(S).
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

/** Returns the original address of a page in one of Google's two AMP caches. */
function unwrapAmp(url: URL): URL {
  const isViewer = /^(www\.)?google\.[a-z.]{2,6}$/.test(url.hostname) && url.pathname.startsWith('/amp/')
  const isCache = url.hostname.endsWith('.cdn.ampproject.org')
  const [, secure, rest] = (isViewer || isCache ? /^\/(?:amp|[a-z])\/(s\/)?(.+)$/ : /(?!)/).exec(url.pathname) ?? []
  return rest && /^[^/]+\.[^/]+/.test(rest) ? new URL(`http${secure ? 's' : ''}://${rest}${url.search}`) : url
}

/** Returns the id of a YouTube video from any form of its address. */
function findVideo({ hostname, pathname, searchParams }: URL): string | null {
  if (hostname === 'youtu.be') return take(pathname.slice(1).split('/')[0])
  if (hostname !== 'youtube.com' && hostname !== 'music.youtube.com' && hostname !== 'youtube-nocookie.com') return null
  if (/^\/watch\/?$/.test(pathname)) return take(searchParams.get('v'))
  const [, kind, id] = pathname.split('/')
  // An embedded playlist has no video id.
  return ['embed', 'shorts', 'live', 'v', 'e'].includes(kind ?? '') && id !== 'videoseries' ? take(id) : null
}

function take(id: string | null | undefined): string | null {
  return id && video.test(id) ? id : null
}
