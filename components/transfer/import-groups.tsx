'use client'

import { useState } from 'react'
import { describeClaim } from './describe-claim'
import type { Groups, ImportState } from './import-job'
import { Leftovers } from './leftovers'
import type { ReadFile, Row } from './read-files'

interface Group {
  name: keyof Groups
  title: string
  text: string
}

const groups: Group[] = [
  { name: 'new', title: 'To import', text: 'Each row is in the portal and brings the mark named below it.' },
  { name: 'again', title: 'Twice in your files', text: 'The same tutorial as a row above. Both go into one mark.' },
  { name: 'held', title: 'On your shelf already', text: 'Your shelf already says this, or you changed it later.' },
  { name: 'elsewhere', title: 'Not in the portal', text: 'The portal does not list these addresses.' },
  { name: 'rejected', title: 'Could not be read', text: 'Each row says where it is and what is wrong with it.' },
]

/** What becomes of every row, in lists of which none is a link: an address in a file may lead anywhere. */
export function ImportGroups({ state }: { state: ImportState }) {
  return (
    <section aria-label="What is in your files" className="grid gap-2">
      <ReadFiles files={state.read} />
      {groups.map(({ name, title, text }) =>
        state.groups[name].length === 0 ? null : (
          <details key={name} open={name !== 'held' && name !== 'again'} className="border-t border-rule pt-2">
            <summary className="min-h-6 cursor-pointer font-semibold">
              {name === 'new' && state.step === 'imported' ? 'Imported' : title}:{' '}
              {state.groups[name].length.toLocaleString('en')}
            </summary>
            <p className="mt-1 text-meta text-ink-2">{text}</p>
            <Rows rows={state.groups[name]} label={title} />
          </details>
        ),
      )}
      <Leftovers elsewhere={state.groups.elsewhere} rejected={state.groups.rejected} />
    </section>
  )
}

/** What each file is, and that every bookmark in it was read or refused. */
function ReadFiles({ files }: { files: ReadFile[] }) {
  if (files.length === 0) return null
  return (
    <ul aria-label="Files" className="grid gap-2 pb-2">
      {files.map(({ file, format, rows, refused, notices }, index) => (
        <li key={index} className="wrap-anywhere">
          <span className="font-semibold">{file}</span>: {format}
          <span className="block text-meta text-ink-2">
            {rows.toLocaleString('en')} {rows === 1 ? 'bookmark' : 'bookmarks'}: {(rows - refused).toLocaleString('en')}{' '}
            read, {refused.toLocaleString('en')} refused. {notices.join(' ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

const step = 100

function Rows({ rows, label }: { rows: Row[]; label: string }) {
  const [shown, setShown] = useState(step)
  return (
    <>
      <ul aria-label={label} className="my-2 grid gap-2">
        {rows.slice(0, shown).map(({ file, entry }, index) => (
          <li key={index} className="wrap-anywhere">
            {shorten(entry.title || entry.href || 'Without a title')}
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
          Show {Math.min(step, rows.length - shown)} more of {rows.length.toLocaleString('en')}
        </button>
      )}
    </>
  )
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
