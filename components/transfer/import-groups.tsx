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
  { name: 'new', title: 'To import', text: 'Each row adds the mark shown below it.' },
  {
    name: 'again',
    title: 'Duplicates in your files',
    text: 'The same tutorial as a row above. We’ll save them as one mark.',
  },
  {
    name: 'held',
    title: 'Already on your shelf',
    text: 'Your shelf has the same mark, or one that you changed later.',
  },
  { name: 'elsewhere', title: 'Not in the portal', text: 'This portal doesn’t list these addresses.' },
  { name: 'rejected', title: 'Couldn’t be read', text: 'Each row says what’s wrong and where.' },
]

/** Lists what happens to every row. Without links, as the addresses in a file may be harmful. */
export function ImportGroups({ state }: { state: ImportState }) {
  return (
    <section aria-label="Rows of your files" className="grid gap-2">
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

/** Lists the files, with their formats and the numbers of read and refused bookmarks. */
function ReadFiles({ files }: { files: ReadFile[] }) {
  if (files.length === 0) return null
  return (
    <ul aria-label="Files" className="grid gap-2 pb-2">
      {files.map(({ file, format, rows, refused, notices }, index) => (
        <li key={index} className="wrap-anywhere">
          <span className="font-semibold">{file}</span>: {format}
          <span className="block text-meta text-ink-2">
            {rows.toLocaleString('en')} {rows === 1 ? 'bookmark' : 'bookmarks'}: {(rows - refused).toLocaleString('en')}{' '}
            read, {refused.toLocaleString('en')} not. {notices.join(' ')}
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
            {shorten(entry.title || entry.href || 'Untitled')}
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
