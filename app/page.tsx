import { LinkPreview } from '@/components/content/link-preview'
import { Home } from '@/components/home/home'
import { Shell } from '@/components/layout/shell'
import { findContinuation } from '@/lib/continuation'
import { getPortal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import { getLinkStates } from '@/lib/links'
import { readVisitNews } from '@/lib/visit-news'
import { describeAddresses, describeFeeds } from './addresses'
import { getVisit, readVisitChange, readVisitMarks } from './visit'

export const dynamic = 'force-dynamic'

export const generateMetadata = () => ({ alternates: describeAddresses('/', describeFeeds()) })

export default async function Page() {
  const [portal, visit] = [await getPortal(), await getVisit()]
  const { baseUrl, publicUrl } = readEnv()
  const next = visit.shelf && findContinuation(portal, visit.shelf)?.tutorial
  const marks = visit.shelf && (await readVisitMarks(next ? [next.id] : []))
  return (
    <>
      {!visit.reader && (
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
      <Shell portal={portal} {...visit} page="/">
        <Home
          portal={portal}
          reader={visit.reader}
          shelf={visit.shelf}
          marks={marks}
          linkStates={getLinkStates()}
          news={visit.reader && marks && (await readVisitNews(visit.reader.id, marks.asOf))}
          change={await readVisitChange('/')}
        />
      </Shell>
    </>
  )
}
