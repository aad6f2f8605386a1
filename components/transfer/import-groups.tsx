'use client'

import { useState } from 'react'
import { richText } from '@/components/ui/rich-text'
import { t } from '@/messages/generated/transfer'
import { describeClaim } from './describe-claim'
import type { ImportState } from './import-job'
import { Leftovers } from './leftovers'
import type { ReadFile, Row } from './read-files'

const groups = [
  { name: 'new', title: 'newRows', hint: 'newRowsHint' },
  { name: 'again', title: 'againRows', hint: 'againRowsHint' },
  { name: 'held', title: 'heldRows', hint: 'heldRowsHint' },
  { name: 'elsewhere', title: 'elsewhereRows', hint: 'elsewhereRowsHint' },
  { name: 'rejected', title: 'rejectedRows', hint: 'rejectedRowsHint' },
] as const

/** Lists what happens to every row. Without links, as the addresses in a file may be harmful. */
export function ImportGroups({ state }: { state: ImportState }) {
  return (
    <section aria-label={t('rows')} className="grid gap-2">
      <ReadFiles files={state.read} />
      {groups.map(({ name, title, hint }) =>
        state.groups[name].length === 0 ? null : (
          <details key={name} open={name !== 'held' && name !== 'again'} className="border-t border-rule pt-2">
            <summary className="min-h-6 cursor-pointer font-semibold">
              {t('groupSize', {
                title: t(name === 'new' && state.step === 'imported' ? 'importedRows' : title),
                count: state.groups[name].length,
              })}
            </summary>
            <p className="mt-1 text-meta text-ink-2">{t(hint)}</p>
            <Rows rows={state.groups[name]} label={t(title)} />
          </details>
        ),
      )}
      <Leftovers elsewhere={state.groups.elsewhere} rejected={state.groups.rejected} />
    </section>
  )
}

/** Lists the files, with their formats and the numbers of read and refused bookmarks. */
function ReadFiles({ files }: { files: ReadFile[] }) {
  if (files.length === 0) return null
  return (
    <ul aria-label={t('files')} className="grid gap-2 pb-2">
      {files.map(({ file, format, rows, refused, notices }, index) => (
        <li key={index} className="wrap-anywhere">
          {richText(
            t.rich('fileFormat', {
              file,
              format,
              name: (children) => <span className="font-semibold">{children}</span>,
            }),
          )}
          <span className="block text-meta text-ink-2">
            {t('fileBookmarks', { count: rows, read: rows - refused, refused })} {notices.join(' ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** How many more rows a press shows. */
const step = 100

function Rows({ rows, label }: { rows: Row[]; label: string }) {
  const [shown, setShown] = useState(step)
  return (
    <>
      <ul aria-label={label} className="my-2 grid gap-2">
        {rows.slice(0, shown).map(({ file, entry }, index) => (
          <li key={index} className="wrap-anywhere">
            {shorten(entry.title || entry.href || t('untitled'))}
            <span className="block text-meta text-ink-2">
              {entry.title && entry.href && `${shorten(entry.href)} · `}
              {file}:{entry.line}
            </span>
            {entry.claim && <span className="block text-meta font-semibold">{describeClaim(entry.claim)}</span>}
            {entry.claim &&
              entry.remarks.map((remark) => (
                <span key={remark} className="block text-meta text-ink-2">
                  {remark}
                </span>
              ))}
            {entry.reason && <span className="block text-meta text-danger">{entry.reason}</span>}
          </li>
        ))}
      </ul>
      {rows.length > shown && (
        <button type="button" onClick={() => setShown(shown + step)} className="min-h-11 underline">
          {t('showMore', { count: Math.min(step, rows.length - shown), total: rows.length })}
        </button>
      )}
    </>
  )
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
