import { Contents, contentsMetadata } from '@/app/contents/contents'
import { getVisit } from '../visit'

export const metadata = contentsMetadata
export const dynamic = 'force-dynamic'

export default async function Page() {
  return <Contents {...await getVisit()} />
}
