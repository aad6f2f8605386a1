import { Home } from '@/components/content/home'
import { Shell } from '@/components/layout/shell'
import { getPortal } from '@/lib/content'
import type { Visit } from './reader/visit'

/** The first page, in either rendering. */
export async function HomePage(visit: Visit) {
  const portal = await getPortal()
  return (
    <Shell portal={portal} {...visit} page="/">
      <Home portal={portal} shelf={visit.shelf} />
    </Shell>
  )
}
