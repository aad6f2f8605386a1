import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getVisit } from '@/app/visit'
import { Shell } from '@/components/layout/shell'
import { ExportPage } from '@/components/transfer/export-page'
import { toAddress } from '@/lib/base-path'
import { getPortal } from '@/lib/content'

export const metadata: Metadata = { title: 'Take your shelf along', robots: { index: false } }
export const dynamic = 'force-dynamic'

export default async function Page() {
  const visit = await getVisit()
  if (!visit.reader && !visit.marksAway) redirect(toAddress('/sign-in?next=/shelf/export'))
  return (
    <Shell portal={await getPortal()} {...visit} page="/shelf/export">
      <ExportPage />
    </Shell>
  )
}
