import { LinkPreview } from '@/components/content/link-preview'
import { readEnv } from '@/lib/env'
import { describeAddresses, describeFeeds } from './addresses'
import { portalDescription } from './description'
import { HomePage } from './home'

export const dynamic = 'force-static'

export const metadata = { alternates: describeAddresses('/', describeFeeds()) }

export default function Page() {
  const { baseUrl, publicUrl } = readEnv()
  return (
    <>
      <LinkPreview
        type="website"
        title="Lectern"
        description={portalDescription}
        path="/"
        picture="/og.png"
        baseUrl={baseUrl}
        publicUrl={publicUrl}
      />
      <HomePage reader={null} shelf={null} marksAway={false} asOf={0} />
    </>
  )
}
