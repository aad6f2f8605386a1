import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getVisit } from '@/app/reader/visit'
import { Shell } from '@/components/layout/shell'
import { ShelfPage } from '@/components/shelf/shelf-page'
import { getFormerIds, getPortal, type Portal } from '@/lib/content'
import { getLinkStates } from '@/lib/links'
import { readListedResources, type ListedResource, type Shelf } from '@/lib/shelf'

export const metadata: Metadata = { title: 'Your shelf', robots: { index: false } }
export const dynamic = 'force-dynamic'

export default async function Page() {
  const visit = await getVisit()
  if (!visit.reader && !visit.marksAway) redirect('/sign-in?next=/shelf')
  const portal = await getPortal()
  return (
    <Shell portal={portal} {...visit} page="/shelf">
      {visit.shelf && <ShelfPage portal={portal} shelf={visit.shelf} withdrawn={await readWithdrawn(portal, visit.shelf)} linkStates={getLinkStates()} />}
    </Shell>
  )
}

/** What is marked and no longer listed, each as the content last listed it. */
async function readWithdrawn(portal: Portal, shelf: Shelf): Promise<ListedResource[]> {
  const ids = [...shelf.keys()].filter((id) => !portal.resources.has(id))
  const names = new Map(ids.map((id) => [id, [id, ...getFormerIds(portal, id)]]))
  const listed = new Map((await readListedResources([...names.values()].flat())).map((resource) => [resource.id, resource]))
  return ids.flatMap((id) => {
    const resource = names.get(id)?.flatMap((name) => listed.get(name) ?? [])[0]
    return resource ? { ...resource, id } : []
  })
}
