import { toAddress } from '@/lib/base-path'

const downloads = [
  {
    format: 'json',
    title: 'Everything, as JSON',
    text: 'All marks with their times and notes, also those you took back. This is the one to bring back here, or to another portal.',
  },
  {
    format: 'csv',
    title: 'A table, as CSV',
    text: 'What is on your shelf, one row each, for Excel, LibreOffice and the like.',
  },
  {
    format: 'bookmarks',
    title: 'Bookmarks, as HTML',
    text: 'What is on your shelf in folders by chapter and topic; Firefox and Chrome import it.',
  },
]

/** What a reader can take along. */
export function ExportPage() {
  return (
    <>
      <h1 className="page-title">Take your shelf along</h1>
      <p className="max-w-measure text-ink-2">Your marks and notes are yours. Download them as often as you like.</p>
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
