import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getVisit } from '@/app/visit'
import { Shell } from '@/components/layout/shell'
import { ImportMarks } from '@/components/transfer/import-marks'
import { toAddress } from '@/lib/base-path'
import { getPortal } from '@/lib/content'
import { noteLength } from '@/lib/shelf'

export const metadata: Metadata = { title: 'Import bookmarks', robots: { index: false } }
export const dynamic = 'force-dynamic'

export default async function Page() {
  const visit = await getVisit()
  if (!visit.reader && !visit.marksAway) redirect(toAddress('/sign-in?next=/shelf/import'))
  return (
    <Shell portal={await getPortal()} {...visit} page="/shelf/import">
      <h1 className="page-title">Import bookmarks</h1>
      <p className="max-w-measure text-ink-2">
        Import bookmarks from your browser, a read-later app or another portal. You first see which mark each row
        brings. Nothing on your shelf is overwritten.
      </p>
      <p className="mt-2 max-w-measure text-ink-2">
        Your files are read in this browser. Their addresses, marks and notes are sent to be compared with the portal’s
        tutorials; rows that match none are not kept.{' '}
        <a href={toAddress('/shelf/export')} className="link">
          Export your marks
        </a>
      </p>
      <ImportMarks noteLength={noteLength} />
    </Shell>
  )
}
