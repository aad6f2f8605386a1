import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getViewer } from '@/app/viewer'
import { Shell } from '@/components/layout/shell'
import { ImportMarks } from '@/components/transfer/import-marks'
import { toAddress } from '@/lib/base-path'
import { getPortal } from '@/lib/content'
import { noteLength } from '@/lib/shelf'
import { t } from '@/messages/generated/shelf'

/** The metadata of the page. */
export const generateMetadata = (): Metadata => ({ title: t('importBookmarks'), robots: { index: false } })
export const dynamic = 'force-dynamic'

/** The page that imports bookmarks, `/shelf/import`. */
export default async function Page() {
  const viewer = await getViewer()
  if (!viewer.reader && !viewer.marksUnavailable) redirect(toAddress('/sign-in?next=/shelf/import'))
  return (
    <Shell portal={await getPortal()} {...viewer} page="/shelf/import">
      <h1 className="page-title">{t('importBookmarks')}</h1>
      <p className="max-w-measure text-ink-2">{t('importIntro')}</p>
      <p className="mt-2 max-w-measure text-ink-2">{t('importPrivacy')}</p>
      <ImportMarks noteLength={noteLength} />
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress('/shelf/export')} className="link inline-block min-h-6">
          {t('exportShelf')}
        </a>
      </p>
    </Shell>
  )
}
