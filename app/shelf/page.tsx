import type { Metadata } from 'next'
import { getViewer, readChange, readViewerMarks } from '@/app/viewer'
import { UnavailablePage } from '@/components/layout/unavailable-page'
import { Shell } from '@/components/layout/shell'
import { ShelfPage, SignedOutShelf } from '@/components/shelf/shelf-page'
import { getPortal } from '@/lib/content'
import { getLinkStates } from '@/lib/links'
import { findNotes, getListedResources } from '@/lib/shelf'
import { formatShelfQuery, listShelf, parseShelfQuery } from '@/lib/shelf-list'
import { t } from '@/messages/generated/shelf'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({ title: t('yourShelf'), robots: { index: false } })
export const dynamic = 'force-dynamic'

/** The reader's shelf, `/shelf`. */
export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const query = parseShelfQuery(await searchParams)
  const viewer = await getViewer()
  const portal = await getPortal()
  const { reader, shelf } = viewer
  const address = formatShelfQuery(query)
  const unavailable = <UnavailablePage title={t('yourShelf')} page={address} />
  if (!reader || !shelf)
    return (
      <Shell portal={portal} {...viewer} page={address}>
        {viewer.marksUnavailable ? unavailable : <SignedOutShelf portal={portal} />}
      </Shell>
    )

  const noted = query.text ? await findNotes(reader.id, query.text) : undefined
  const list = listShelf(portal, shelf, await getListedResources(), query, noted)
  const marks = await readViewerMarks(list.entries.map(({ id }) => id))
  return (
    <Shell portal={portal} {...viewer} page={address}>
      {marks ? (
        <ShelfPage
          portal={portal}
          isGuest={reader.guest}
          shelf={shelf}
          marks={marks}
          query={query}
          list={list}
          linkStates={getLinkStates()}
          change={await readChange('/shelf')}
        />
      ) : (
        unavailable
      )}
    </Shell>
  )
}
