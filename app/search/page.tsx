import type { Metadata } from 'next'
import { getViewer } from '@/app/viewer'
import { Shell } from '@/components/layout/shell'
import { resultsPage } from '@/components/search/search-addresses'
import { SearchPage } from '@/components/search/search-page'
import { getPortal } from '@/lib/content'
import { getMetrics } from '@/lib/observing'
import { getSearchIndex, parseQuery, search } from '@/lib/search'
import { t } from '@/messages/generated/search'
import { findSuggestAddress } from './suggest-address'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const resultsPerPage = 20
const sectionsPerTopic = 3

export const dynamic = 'force-dynamic'

/** The metadata of the page. */
export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const query = parseQuery((await searchParams).q)
  return { title: query ? t('titleOf', { query }) : t('search'), robots: { index: false } }
}

/** The search page, `/search`. */
export default async function Page({ searchParams }: Props) {
  const { q, page } = await searchParams
  const query = parseQuery(q)
  const number = Math.max(1, Math.min(Number(page) || 1, 1000)) | 0
  const viewer = await getViewer()
  const portal = await getPortal()
  const answer = search(await getSearchIndex(portal), query, {
    from: (number - 1) * resultsPerPage,
    most: resultsPerPage,
    sections: sectionsPerTopic,
  })
  if (query) getMetrics().searches.inc({ place: 'page', outcome: answer.nearness === 'nothing' ? 'nothing' : 'found' })
  return (
    <Shell portal={portal} {...viewer} page={resultsPage(query, number)}>
      <SearchPage
        answer={answer}
        page={number}
        pages={Math.ceil(Math.max(answer.topics.total, answer.resources.total) / resultsPerPage)}
        suggestAt={await findSuggestAddress(answer)}
        chapters={portal.chapters.map(({ head }) => head)}
      />
    </Shell>
  )
}
