import type { Portal } from '@/lib/content'
import type { Shelf } from '@/lib/shelf'
import { PathList } from './path-list'

/** All paths on one page. */
export function PathsPage({ portal, shelf }: { portal: Portal; shelf: Shelf | null }) {
  return (
    <>
      <h1 className="page-title">Paths</h1>
      <p className="max-w-measure lede">
        {portal.paths.size > 0
          ? 'A path takes you to one goal: some topics in order, a few tutorials of each, and milestones that show that it works. What you mark there counts everywhere.'
          : 'There is no path here yet. All topics stand in reading order.'}
      </p>
      <PathList portal={portal} shelf={shelf} heading="h2" />
    </>
  )
}
