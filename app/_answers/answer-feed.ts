import { getPortal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import { getFirstSeen, getHistory } from '@/lib/history'
import { getLog } from '@/lib/observing'
import { describeFeed, writeAtom, writeJsonFeed, type Feed } from '@/lib/publishing'
import { getListings } from '@/lib/shelf'
import { t } from '@/messages/generated/feeds'
import { answer, answerMissing } from './answer'

/** The formats by the last part of their address. */
const formats = {
  'feed.xml': { write: writeAtom, type: 'application/atom+xml; charset=utf-8' },
  'feed.json': { write: writeJsonFeed, type: 'application/feed+json; charset=utf-8' },
}

/** Answers with the feed of a chapter, by the slug of its first topic, or of the whole portal. */
export async function answerFeed(name: keyof typeof formats, slug?: string): Promise<Response> {
  const portal = await getPortal()
  const chapter = slug === undefined ? undefined : portal.chapters.find(({ head }) => head.slug === slug)
  if (slug !== undefined && !chapter) return answerMissing(t('noChapterFeed'))
  const { write, type } = formats[name]
  let feed: Feed
  try {
    const [{ history }, firstSeen, listings] = [await getHistory(), await getFirstSeen(), await getListings()]
    feed = describeFeed({ portal, history, firstSeen, listings }, chapter)
  } catch (error) {
    getLog().error({ err: error }, 'A feed can’t be built.')
    // An incomplete feed would look complete.
    return new Response(t('feedUnavailable'), {
      status: 503,
      headers: { 'Retry-After': '60', 'Cache-Control': 'no-store' },
    })
  }
  return answer(write(feed, readEnv().baseUrl, `${slug === undefined ? '' : `/${slug}`}/${name}`), type)
}
