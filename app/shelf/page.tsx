import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getVisit, readVisitMarks } from '@/app/visit'
import { AwayPage } from '@/components/layout/away-page'
import { Shell } from '@/components/layout/shell'
import { ShelfPage } from '@/components/shelf/shelf-page'
import { toAddress } from '@/lib/base-path'
import { getPortal } from '@/lib/content'
import { getLinkStates } from '@/lib/links'
import { findNotes, getListedResources } from '@/lib/shelf'
import { formatShelfQuery, listShelf, parseShelfQuery } from '@/lib/shelf-list'

export const metadata: Metadata = { title: 'Your shelf', robots: { index: false } }
export const dynamic = 'force-dynamic'

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const query = parseShelfQuery(await searchParams)
  const visit = await getVisit()
  if (!visit.reader && !visit.marksAway) redirect(toAddress('/sign-in?next=/shelf'))
  const portal = await getPortal()
  const { reader, shelf } = visit
  const address = formatShelfQuery(query)
  const away = <AwayPage title="Your shelf" page={address} />
  if (!reader || !shelf)
    return (
      <Shell portal={portal} {...visit} page={address}>
        {away}
      </Shell>
    )

  const noted = query.text ? await findNotes(reader.id, query.text) : undefined
  const list = listShelf(portal, shelf, await getListedResources(), query, noted)
  const marks = await readVisitMarks(list.entries.map(({ id }) => id))
  return (
    <Shell portal={portal} {...visit} page={address}>
      {marks ? (
        <ShelfPage
          portal={portal}
          isGuest={reader.guest}
          shelf={shelf}
          marks={marks}
          query={query}
          list={list}
          linkStates={getLinkStates()}
        />
      ) : (
        away
      )}
    </Shell>
  )
}
