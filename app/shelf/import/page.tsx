import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getVisit } from '@/app/reader/visit'
import { Shell } from '@/components/layout/shell'
import { ImportMarks } from '@/components/transfer/import-marks'
import { getPortal } from '@/lib/content'
import { noteLength } from '@/lib/shelf'

export const metadata: Metadata = { title: 'Import marks', robots: { index: false } }
export const dynamic = 'force-dynamic'

export default async function Page() {
  const visit = await getVisit()
  if (!visit.reader && !visit.marksAway) redirect('/sign-in?next=/shelf/import')
  return (
    <Shell portal={await getPortal()} {...visit} page="/shelf/import">
      <h1 className="page-title">Import marks</h1>
      <p className="max-w-measure text-ink-2">
        Bring your shelf from elsewhere, your browser’s bookmarks or your Pocket list. You see first what would become of each row; nothing on your shelf is overwritten.
      </p>
      <p className="mt-2 max-w-measure text-ink-2">
        The files are read in your browser. Their addresses, marks and notes are compared with the portal’s tutorials, and what matches none is not kept.{' '}
        <a href="/shelf/export" className="link">
          Take your shelf along
        </a>
      </p>
      <ImportMarks noteLength={noteLength} />
    </Shell>
  )
}
