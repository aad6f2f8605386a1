import { everyResource } from '@/lib/resource-list'
import { Resources, resourcesMetadata } from './resources'

// Everything, for those signed out. What a query leaves of it is made on request (next.config.ts).
export const metadata = resourcesMetadata
export const dynamic = 'force-static'

export default function Page() {
  return <Resources reader={null} shelf={null} marksAway={false} asOf={0} query={everyResource} />
}
