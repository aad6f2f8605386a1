import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/transfer'

const downloads = [
  { format: 'json', title: 'exportJson', hint: 'exportJsonHint' },
  { format: 'csv', title: 'exportCsv', hint: 'exportCsvHint' },
  { format: 'bookmarks', title: 'exportBookmarks', hint: 'exportBookmarksHint' },
] as const

/** The page of downloads of a reader's shelf. */
export function ExportPage() {
  return (
    <>
      <h1 className="page-title">{t('exportShelf')}</h1>
      <p className="max-w-measure text-ink-2">{t('exportIntro')}</p>
      <ul className="mt-8 grid max-w-measure gap-6 font-ui text-ui">
        {downloads.map(({ format, title, hint }) => (
          <li key={format}>
            <a href={toAddress(`/shelf/export/${format}`)} download className="link inline-block min-h-6 font-semibold">
              {t(title)}
            </a>
            <p className="max-w-measure text-ink-2">{t(hint)}</p>
          </li>
        ))}
      </ul>
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress('/shelf/import')} className="link inline-block min-h-6">
          {t('importBookmarks')}
        </a>
      </p>
    </>
  )
}
