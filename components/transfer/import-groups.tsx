'use client'

import { useState } from 'react'
import type { Groups, ImportState } from './import-job'
import { Leftovers } from './leftovers'
import type { Row } from './read-files'

interface Group {
  name: keyof Groups
  title: string
  text: string
}

const groups: Group[] = [
  { name: 'new', title: 'To import', text: 'Each is a tutorial or a tool of the portal, and brings a mark or something to one.' },
  { name: 'again', title: 'Twice in your files', text: 'The same tutorial as a row above; what they say goes into one mark.' },
  { name: 'held', title: 'On your shelf already', text: 'Your shelf says the same, or you changed it since.' },
  { name: 'elsewhere', title: 'Not in the portal', text: 'The portal lists no tutorial of this address.' },
  { name: 'rejected', title: 'Could not be read', text: 'Each says where it stands and what is wrong with it.' },
]

/** What becomes of every row, in lists of which none is a link: an address in a file may lead anywhere. */
export function ImportGroups({ state }: { state: ImportState }) {
  return (
    <section aria-label="What is in your files" className="grid gap-2">
      {groups.map(({ name, title, text }) =>
        state.groups[name].length === 0 ? null : (
          <details key={name} open={name !== 'held' && name !== 'again'} className="border-t border-rule pt-2">
            <summary className="min-h-6 cursor-pointer font-semibold">
              {name === 'new' && state.step === 'imported' ? 'Imported' : title}: {state.groups[name].length.toLocaleString('en')}
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
