import type { Portal } from '@/lib/content'
import type { Shelf } from '@/lib/shelf'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/content'
import { PathList } from './path-list'

/** The page of all paths. */
export function PathsPage({ portal, shelf }: { portal: Portal; shelf: Shelf | null }) {
  return (
    <>
      <h1 className="page-title">{common('paths')}</h1>
      <p className="max-w-measure lede">{t(portal.paths.size > 0 ? 'pathsIntro' : 'noPaths')}</p>
      <PathList portal={portal} shelf={shelf} heading="h2" />
    </>
  )
}
