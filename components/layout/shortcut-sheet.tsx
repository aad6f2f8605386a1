'use client'

import { useEffect, useRef, useState } from 'react'
import { nameControl, progressKeys } from '@/components/shelf/mark-form'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/layout'
import { getNeighbour, getResourceLinks, getSearchField } from './keyboard-targets'
import { setShortcutSwitch } from './shortcut-switch'
import { onMac } from './shortcuts'

/** The props of the sheet that lists the shortcuts. */
export interface ShortcutSheetProps {
  /** Whether the shortcuts are switched on. */
  on: boolean
  onClose: () => void
}

interface Shortcut {
  /** Alternatives; with `then`, pressed one after the other. */
  keys: string[]
  then?: boolean
  action: string
}

/** Lists the shortcuts that work on this page, with a switch for all of them. */
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
          {t('shortcuts')}
        </h2>
        <button className="h-11 rounded-md px-3 font-semibold text-petrol">{common('close')}</button>
      </form>
      <div className={`mt-4 grid gap-x-10 gap-y-6 ${on ? '' : 'text-ink-2'} md:grid-cols-2`}>
        {groups.map(({ title, rows }) => (
          <section key={title}>
            <h3 className="font-bold">{title}</h3>
            <dl className="mt-2 border-t border-rule">
              {rows.map((row) => (
                <ShortcutRow key={row.action} {...row} />
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
        {t('useShortcuts')}
      </label>
      <p id="shortcut-switch" className="mt-1 ps-9 text-meta text-ink-2">
        {t('useShortcutsHint')}
      </p>
    </dialog>
  )
}

function ShortcutRow({ keys, then, action }: Shortcut) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-4 border-b border-rule py-1.5">
      <dt className="order-last whitespace-nowrap">
        {keys.map((key, index) => (
          <span key={key}>
            {index > 0 && <span className="px-1 text-meta text-ink-2">{t(then ? 'keyThen' : 'keyOr')}</span>}
            <kbd className="key">{key}</kbd>
          </span>
        ))}
      </dt>
      <dd>{action}</dd>
    </div>
  )
}

/** Lists the shortcuts for what is on the page now. */
function listShortcuts(): { title: string; rows: Shortcut[] }[] {
  const main = document.querySelector('main')
  const has = (selector: string) => Boolean(main?.querySelector(selector))
  const when = (isThere: unknown, ...rows: Shortcut[]) => (isThere ? rows : [])
  const resources = [
    ...when(
      getResourceLinks().length > 0,
      { keys: ['j'], action: t('nextResource') },
      { keys: ['k'], action: t('previousResource') },
      { keys: ['o', 'Enter'], action: t('open') },
    ),
    ...when(has('button[name="bookmarked"]'), { keys: ['b'], action: t('changeBookmark') }),
    ...when(
      has('button[name="progress"]'),
      ...(['to-read', 'reading', 'done', 'skipped'] as const).map((state) => ({
        keys: [progressKeys[state]],
        action: nameControl(state),
      })),
    ),
    ...when(
      has('form.mark'),
      { keys: ['m'], action: t('editNote') },
      { keys: ['.'], action: t('moreActions') },
      { keys: ['z'], action: t('undo') },
    ),
  ]
  const searchKey = onMac() ? '⌘ K' : 'Ctrl K'
  const navigation = [
    ...when(getNeighbour('next'), { keys: ['n'], action: t('nextTopic') }),
    ...when(getNeighbour('prev'), { keys: ['p'], action: t('previousTopic') }),
    ...(getSearchField()
      ? [
          { keys: ['/'], action: t('searchPage') },
          { keys: [searchKey], action: t('searchAllTopics') },
        ]
      : [{ keys: ['/', searchKey], action: t('search') }]),
    { keys: ['g', 's'], then: true, action: common('yourShelf') },
    { keys: ['g', 'h'], then: true, action: common('home') },
    { keys: ['?'], action: t('showList') },
    { keys: ['Esc'], action: t('closeList') },
  ]
  return [
    { title: t('resources'), rows: resources },
    { title: t('navigation'), rows: navigation },
  ].filter(({ rows }) => rows.length > 0)
}
