import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getVisit } from '@/app/reader/visit'
import { Shell } from '@/components/layout/shell'
import { ShelfPage } from '@/components/shelf/shelf-page'
import { getPortal } from '@/lib/content'
import { readListedResources } from '@/lib/shelf'

export const metadata: Metadata = { title: 'Your shelf', robots: { index: false } }
export const dynamic = 'force-dynamic'

export default async function Page() {
  const visit = await getVisit()
  if (!visit.reader && !visit.marksAway) redirect('/sign-in?next=/shelf')
  const portal = await getPortal()
  const withdrawn = [...(visit.shelf?.keys() ?? [])].filter((id) => !portal.resources.has(id))
  return (
    <Shell portal={portal} {...visit} page="/shelf">
      {visit.shelf && <ShelfPage portal={portal} shelf={visit.shelf} withdrawn={await readListedResources(withdrawn)} />}
    </Shell>
  )
}
