import { Contents, contentsMetadata } from './contents'

export const metadata = contentsMetadata
export const dynamic = 'force-static'

export default function Page() {
  return <Contents reader={null} shelf={null} marksAway={false} asOf={0} />
}
