import type { Metadata } from 'next'
import { getVisit } from '@/app/visit'
import { Shell } from '@/components/layout/shell'
import { resultsPage } from '@/components/search/search-addresses'
import { SearchPage } from '@/components/search/search-page'
import { getPortal } from '@/lib/content'
import { getMetrics } from '@/lib/observing'
import { getSearchIndex, parseQuery, search } from '@/lib/search'
import { findSuggestAddress } from './suggest-address'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const resultsAPage = 20
const sectionsATopic = 3

// By the cookie of whoever asks, and by what is asked.
export const dynamic = 'force-dynamic'

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const query = parseQuery((await searchParams).q)
  return { title: query ? `“${query}” · Search` : 'Search', robots: { index: false } }
}

export default async function Page({ searchParams }: Props) {
  const { q, page } = await searchParams
  const query = parseQuery(q)
  const number = Math.max(1, Math.min(Number(page) || 1, 1000)) | 0
  const visit = await getVisit()
  const portal = await getPortal()
  const answer = search(await getSearchIndex(portal), query, {
    from: (number - 1) * resultsAPage,
    most: resultsAPage,
    sections: sectionsATopic,
  })
  if (query) getMetrics().searches.inc({ place: 'page', outcome: answer.nearness === 'nothing' ? 'nothing' : 'found' })
  return (
    <Shell portal={portal} {...visit} page={resultsPage(query, number)}>
      <SearchPage
        answer={answer}
        page={number}
        pages={Math.ceil(Math.max(answer.topics.total, answer.resources.total) / resultsAPage)}
        suggestAt={await findSuggestAddress(answer)}
        chapters={portal.chapters.map(({ head }) => head)}
      />
    </Shell>
  )
}
