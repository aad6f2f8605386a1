import { describeAddresses, describeFeeds } from '@/app/addresses'
import { HomePage } from '@/app/home'
import { getVisit } from './visit'

export const dynamic = 'force-dynamic'

export const metadata = { alternates: describeAddresses('/', describeFeeds()) }

export default async function Page() {
  return <HomePage {...await getVisit()} />
}
