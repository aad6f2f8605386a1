import { LinkPreview } from '@/components/content/link-preview'
import { Home } from '@/components/content/home'
import { Shell } from '@/components/layout/shell'
import { getPortal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import { describeAddresses, describeFeeds } from './addresses'
import { portalDescription } from './description'
import { getVisit } from './visit'

export const dynamic = 'force-dynamic'

export const generateMetadata = () => ({ alternates: describeAddresses('/', describeFeeds()) })

export default async function Page() {
  const [portal, visit] = [await getPortal(), await getVisit()]
  const { baseUrl, publicUrl } = readEnv()
  return (
    <>
      {!visit.reader && (
        <LinkPreview
          type="website"
          title="Lectern"
          description={portalDescription}
          path="/"
          picture="/og.png"
          baseUrl={baseUrl}
          publicUrl={publicUrl}
        />
      )}
      <Shell portal={portal} {...visit} page="/">
        <Home portal={portal} shelf={visit.shelf} />
      </Shell>
    </>
  )
}
