import { toAddress } from '@/lib/base-path'

const downloads = [
  {
    format: 'json',
    title: 'Everything (JSON)',
    text: 'All your marks, notes and dates. Choose this file to import your shelf here or into another portal.',
  },
  {
    format: 'csv',
    title: 'Table (CSV)',
    text: 'One row per item, for spreadsheets such as Excel or LibreOffice.',
  },
  {
    format: 'bookmarks',
    title: 'Bookmarks (HTML)',
    text: 'Folders by chapter and topic, for browsers such as Firefox or Chrome.',
  },
]

/** The page of downloads of a reader's shelf. */
export function ExportPage() {
  return (
    <>
      <h1 className="page-title">Export your shelf</h1>
      <p className="max-w-measure text-ink-2">Download your marks and notes as often as you like.</p>
      <ul className="mt-8 grid max-w-measure gap-6 font-ui text-ui">
        {downloads.map(({ format, title, text }) => (
          <li key={format}>
            <a href={toAddress(`/shelf/export/${format}`)} download className="link inline-block min-h-6 font-semibold">
              {title}
            </a>
            <p className="max-w-measure text-ink-2">{text}</p>
          </li>
        ))}
      </ul>
      <p className="mt-8 font-ui text-ui">
        <a href={toAddress('/shelf/import')} className="link inline-block min-h-6">
          Import bookmarks
        </a>
      </p>
    </>
  )
}
