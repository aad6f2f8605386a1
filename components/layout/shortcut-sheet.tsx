'use client'

import { useEffect, useRef, useState } from 'react'
import { getNeighbour, getResourceLinks, getSearchField } from './keyboard-page'
import { setShortcutSwitch } from './shortcut-switch'
import { onMac } from './shortcuts'

export interface ShortcutSheetProps {
  /** Whether the shortcuts are switched on. */
  on: boolean
  onClose: () => void
}

interface Row {
  /** Any of them, or with `then` one after the other. */
  keys: string[]
  then?: boolean
  words: string
}

/** The shortcuts that do something on the page that is open, and the switch for all of them. */
export function ShortcutSheet({ on, onClose }: ShortcutSheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [groups] = useState(listShortcuts)
  useEffect(() => dialog.current?.showModal(), [])

  return (
    <dialog
      ref={dialog}
      closedby="any"
      onClose={onClose}
      aria-labelledby="shortcuts"
      className="m-auto max-h-[calc(100dvh-2rem)] w-[min(44rem,100vw-2rem)] max-w-none overflow-y-auto overscroll-contain rounded-lg bg-paper p-6 font-ui text-ui text-ink backdrop:bg-veil md:p-8 print:hidden"
    >
      <form method="dialog" className="flex items-center justify-between gap-4">
        <h2 id="shortcuts" className="text-[1.25rem] leading-tight md:text-h2 font-[750] tracking-[-0.015em]">
          Keyboard shortcuts
        </h2>
        <button className="h-11 rounded-md px-3 font-semibold text-petrol">Close</button>
      </form>
      <div className={`mt-4 grid gap-x-10 gap-y-6 ${on ? '' : 'text-ink-2'} md:grid-cols-2`}>
        {groups.map(({ title, rows }) => (
          <section key={title}>
            <h3 className="font-bold">{title}</h3>
            <dl className="mt-2 border-t border-rule">
              {rows.map((row) => (
                <ShortcutRow key={row.words} {...row} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="mt-6 flex min-h-11 items-center gap-3 border-t border-rule pt-4 font-semibold">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => setShortcutSwitch(event.target.checked)}
          aria-describedby="shortcut-switch"
          className="size-6 flex-none"
        />
        Use these shortcuts
      </label>
      <p id="shortcut-switch" className="mt-1 ps-9 text-meta text-ink-2">
        Kept in this browser. Switched off, no key does anything of its own; the button at the end of the sidebar opens
        this list.
      </p>
    </dialog>
  )
}

function ShortcutRow({ keys, then, words }: Row) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-4 border-b border-rule py-1.5">
      <dt className="order-last whitespace-nowrap">
        {keys.map((key, index) => (
          <span key={key}>
            {index > 0 && <span className="px-1 text-meta text-ink-2">{then ? 'then' : 'or'}</span>}
            <kbd className="key">{key}</kbd>
          </span>
        ))}
      </dt>
      <dd>{words}</dd>
    </div>
  )
}

/** What there is on the page, looked up when the sheet opens. */
function listShortcuts(): { title: string; rows: Row[] }[] {
  const main = document.querySelector('main')
  const has = (selector: string) => Boolean(main?.querySelector(selector))
  const when = (there: unknown, ...rows: Row[]) => (there ? rows : [])
  const resources = [
    ...when(
      getResourceLinks().length > 0,
      { keys: ['j'], words: 'Next resource' },
      { keys: ['k'], words: 'Previous resource' },
      { keys: ['o', 'Enter'], words: 'Open it' },
    ),
    ...when(has('button[name="bookmarked"]'), { keys: ['b'], words: 'Bookmark it, or take that back' }),
    ...when(
      has('button[name="progress"]'),
      { keys: ['t'], words: 'Not started' },
      { keys: ['r'], words: 'Reading' },
      { keys: ['d'], words: 'Done' },
      { keys: ['x'], words: 'Skip' },
    ),
    ...when(has('form.mark'), { keys: ['m'], words: 'Your note on it' }, { keys: ['.'], words: 'More for it' }),
  ]
  const searchKey = onMac() ? '⌘ K' : 'Ctrl K'
  const places = [
    ...when(getNeighbour('next'), { keys: ['n'], words: 'Next topic' }),
    ...when(getNeighbour('prev'), { keys: ['p'], words: 'Previous topic' }),
    ...(getSearchField()
      ? [
          { keys: ['/'], words: 'Search on this page' },
          { keys: [searchKey], words: 'Search all topics' },
        ]
      : [{ keys: ['/', searchKey], words: 'Search' }]),
    { keys: ['g', 's'], then: true, words: 'Your shelf' },
    { keys: ['g', 'h'], then: true, words: 'The first page' },
    { keys: ['?'], words: 'This list' },
    { keys: ['Esc'], words: 'Close this list' },
  ]
  return [
    { title: 'Resources', rows: resources },
    { title: 'Getting around', rows: places },
  ].filter(({ rows }) => rows.length > 0)
}
