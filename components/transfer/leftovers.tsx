'use client'

import type { Row } from './read-files'

const names = { html: 'as bookmarks (HTML)', csv: 'as CSV', json: 'as JSON' }

/** Offers the rows that were not imported, one download per format. */
export function Leftovers({ elsewhere, rejected }: { elsewhere: Row[]; rejected: Row[] }) {
  const left = [...elsewhere, ...rejected]
  const formats = (Object.keys(names) as (keyof typeof names)[]).filter((format) =>
    left.some(({ entry }) => entry.source.format === format),
  )
  if (formats.length === 0) return null
  return (
    <div className="border-t border-rule pt-4">
      <p className="max-w-measure text-ink-2">Download the rows we didn’t import, with the reason for each.</p>
      <p className="flex flex-wrap gap-x-4">
        {formats.map((format) => (
          <button
            key={format}
            type="button"
            onClick={() => void download(left.filter(({ entry }) => entry.source.format === format))}
            className="min-h-11 underline"
          >
            Download the rest {names[format]}
          </button>
        ))}
      </p>
    </div>
  )
}

async function download(rows: Row[]): Promise<void> {
  const { writeLeftovers } = await import('@/lib/transfer')
  for (const { name, type, text } of writeLeftovers(
    rows.map(({ entry }) => ({ entry, reason: entry.reason ?? 'This portal doesn’t list this address.' })),
  )) {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type }))
    link.download = name
    link.click()
    // By the next task, the browser has the file.
    setTimeout(() => URL.revokeObjectURL(link.href))
  }
}
