import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getViewer } from '@/app/viewer'
import { Shell } from '@/components/layout/shell'
import { ImportMarks } from '@/components/transfer/import-marks'
import { toAddress } from '@/lib/base-path'
import { getPortal } from '@/lib/content'
import { noteLength } from '@/lib/shelf'

export const metadata: Metadata = { title: 'Import bookmarks', robots: { index: false } }
export const dynamic = 'force-dynamic'

/** The page that imports bookmarks, `/shelf/import`. */
export default async function Page() {
  const viewer = await getViewer()
  if (!viewer.reader && !viewer.marksUnavailable) redirect(toAddress('/sign-in?next=/shelf/import'))
  return (
    <Shell portal={await getPortal()} {...viewer} page="/shelf/import">
      <h1 className="page-title">Import bookmarks</h1>
      <p className="max-w-measure text-ink-2">
        Import bookmarks from your browser, a read-later app or another portal. You’ll see a preview first, and nothing
        on your shelf is overwritten.
      </p>
      <p className="mt-2 max-w-measure text-ink-2">
        Your browser reads your files and sends the addresses, marks and notes in them to the portal. We save only what
        the portal lists.{' '}
        <a href={toAddress('/shelf/export')} className="link">
          Export your shelf
        </a>
      </p>
      <ImportMarks noteLength={noteLength} />
    </Shell>
  )
}
