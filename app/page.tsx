import { LinkPreview } from '@/components/content/link-preview'
import { Home } from '@/components/home/home'
import { Shell } from '@/components/layout/shell'
import { findContinuation } from '@/lib/continuation'
import { getPortal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import { getLinkStates } from '@/lib/links'
import { readVisitNews } from '@/lib/visit-news'
import { describeAddresses, describeFeeds } from './addresses'
import { getViewer, readChange, readViewerMarks } from './viewer'

export const dynamic = 'force-dynamic'

/** The metadata of the page. */
export const generateMetadata = () => ({ alternates: describeAddresses('/', describeFeeds()) })

/** The home page. */
export default async function Page() {
  const [portal, viewer] = [await getPortal(), await getViewer()]
  const { baseUrl, publicUrl } = readEnv()
  const next = viewer.shelf && findContinuation(portal, viewer.shelf)?.tutorial
  const [latest] = viewer.shelf?.keys() ?? []
  const marks = viewer.shelf && (await readViewerMarks([next?.id, latest].filter((id) => id !== undefined)))
  return (
    <>
      {!viewer.reader && (
        <LinkPreview
          siteName={portal.settings.name}
          type="website"
          title={portal.settings.name}
          description={portal.settings.description}
          path="/"
          picture="/og.png"
          baseUrl={baseUrl}
          publicUrl={publicUrl}
        />
      )}
      <Shell portal={portal} {...viewer} page="/">
        <Home
          portal={portal}
          reader={viewer.reader}
          shelf={viewer.shelf}
          marks={marks}
          linkStates={getLinkStates()}
          news={viewer.reader && marks && (await readVisitNews(viewer.reader.id, marks.asOf))}
          change={await readChange('/')}
        />
      </Shell>
    </>
  )
}
