import { HomePage } from '@/app/home'
import { getVisit } from './visit'

export const dynamic = 'force-dynamic'

export default async function Page() {
  return <HomePage {...await getVisit()} />
}
