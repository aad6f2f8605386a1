import type { Portal } from '@/lib/content'
import type { Shelf } from '@/lib/shelf'
import { PathList } from './path-list'

/** The page of all paths. */
export function PathsPage({ portal, shelf }: { portal: Portal; shelf: Shelf | null }) {
  return (
    <>
      <h1 className="page-title">Paths</h1>
      <p className="max-w-measure lede">
        {portal.paths.size > 0
          ? 'A path leads to one goal: topics in order, a few tutorials from each, and milestones to check your progress. A tutorial you mark here is marked everywhere.'
          : 'There are no paths yet.'}
      </p>
      <PathList portal={portal} shelf={shelf} heading="h2" />
    </>
  )
}
