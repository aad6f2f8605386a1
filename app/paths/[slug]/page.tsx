import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { describeAddresses } from '@/app/addresses'
import { getViewer, readViewerMarks } from '@/app/viewer'
import { LinkPreview } from '@/components/content/link-preview'
import { PathPage } from '@/components/content/path-page'
import { Shell } from '@/components/layout/shell'
import { getPortal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import { getLinkStates } from '@/lib/links'

export const dynamic = 'force-dynamic'

interface PathProps {
  params: Promise<{ slug: string }>
}

async function requirePath({ params }: PathProps) {
  const portal = await getPortal()
  const path = portal.paths.get((await params).slug)
  if (!path) notFound()
  return { portal, path, address: `/paths/${path.slug}` }
}

/** The metadata of the page. */
export async function generateMetadata(props: PathProps): Promise<Metadata> {
  const { path, address } = await requirePath(props)
  return { title: path.title, description: path.meta, alternates: describeAddresses(address) }
}

/** The page of a path, `/paths/<slug>`. */
export default async function Page(props: PathProps) {
  const { portal, path, address } = await requirePath(props)
  const viewer = await getViewer()
  const marks = await readViewerMarks(path.tutorialIds)
  const { baseUrl, publicUrl } = readEnv()
  return (
    <>
      {!viewer.reader && (
        <LinkPreview
          siteName={portal.settings.name}
          type="article"
          title={path.title}
          description={path.meta}
          path={address}
          picture="/og.png"
          baseUrl={baseUrl}
          publicUrl={publicUrl}
        />
      )}
      <Shell portal={portal} {...viewer} page={address}>
        <PathPage path={path} shelf={viewer.shelf} marks={marks} linkStates={getLinkStates()} />
      </Shell>
    </>
  )
}
