import { Resources, resourcesMetadata } from '@/app/resources/resources'
import { parseResourceQuery } from '@/lib/resource-list'
import { getVisit } from '../visit'

// For readers, and for everyone who asks for less than everything.
export const metadata = resourcesMetadata
export const dynamic = 'force-dynamic'

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const query = parseResourceQuery(await searchParams)
  return <Resources {...await getVisit()} query={query} />
}
