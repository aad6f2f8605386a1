import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getViewer } from '@/app/viewer'
import { Shell } from '@/components/layout/shell'
import { ExportPage } from '@/components/transfer/export-page'
import { toAddress } from '@/lib/base-path'
import { getPortal } from '@/lib/content'
import { t } from '@/messages/generated/shelf'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({ title: t('exportShelf'), robots: { index: false } })
export const dynamic = 'force-dynamic'

/** The page of downloads of a reader's shelf, `/shelf/export`. */
export default async function Page() {
  const viewer = await getViewer()
  if (!viewer.reader && !viewer.marksUnavailable) redirect(toAddress('/sign-in?next=/shelf/export'))
  return (
    <Shell portal={await getPortal()} {...viewer} page="/shelf/export">
      <ExportPage />
    </Shell>
  )
}
