import { HomePage } from './home'

export const dynamic = 'force-static'

export default function Page() {
  return <HomePage reader={null} shelf={null} marksAway={false} asOf={0} />
}
