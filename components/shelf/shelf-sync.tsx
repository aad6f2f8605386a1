'use client'

import { Component, useEffect, useEffectEvent, useRef, useState, useTransition } from 'react'
import { usePathname, useRouter } from 'next/navigation'
import { readStored, writeStored } from '@/components/ui/browser-storage'
import { wasLookedAt } from '@/components/ui/get-page-loader'
import { richText } from '@/components/ui/rich-text'
import { lastGuestKey, lastReaderKey } from '@/components/ui/storage-keys'
import { t } from '@/messages/generated/marks'
import { editNote } from './edited-note'
import { getKeptAt, useKeptAt } from '@/components/offline/kept-copy'
import { KeptCopyNotice } from '@/components/offline/kept-copy-notice'
import { attach, dismissSetAside, getLastKept, sendAll, type Waiting } from './outbox'
import { replayPresses } from './replay-presses'
import { keepSession } from './touch-session'
import { useOutbox } from './use-outbox'

/**
 * Sends waiting changes, refreshes the page when the reader returns to it, and says how many changes are not saved yet.
 * Once on every page.
 */
export function ShelfSync(page: { reader: string | null; guest: boolean; asOf: number }) {
  const { asOf } = page
  const { reader, guest } = findViewer(page)
  const keptAt = useKeptAt()
  const { changes, waiting, refused, setAside } = useOutbox()
  const pathname = usePathname()
  const toldOthers = useRef(false)
  const refresh = useRefresh(asOf)

  const whenKept = useEffectEvent((_by: string, asOfKept: number) =>
    getKeptAt() === null ? refresh(asOfKept) : onceNoteIsLeft(() => location.reload()),
  )
  // The previous page may have saved a change while the server rendered this one, or this page may have waited until
  // the reader returned to it (components/inline/page-loader.ts).
  const arrived = useEffectEvent(() => refresh(wasLookedAt() ? asOf : getLastKept(reader)))
  const whenLookedAt = useEffectEvent(() => {
    if (document.visibilityState !== 'visible') return
    if (toldOthers.current && readStored(lastReaderKey) !== reader) onceNoteIsLeft(() => location.reload())
    else if (reader) refresh(asOf)
  })

  useEffect(() => attach(reader, guest, whenKept), [reader, guest])
  // Closes the note before the next page.
  useEffect(() => () => editNote(null), [pathname])
  // After the outbox knows the reader of this page.
  useEffect(replayPresses, [])
  useEffect(() => {
    writeStored(lastReaderKey, reader)
    writeStored(lastGuestKey, guest ? reader : null)
    toldOthers.current = readStored(lastReaderKey) === reader
    if (reader) void keepSession()
    arrived()
    const look = () => whenLookedAt()
    const show = (event: PageTransitionEvent) => event.persisted && look()
    addEventListener('focus', look)
    addEventListener('pageshow', show)
    document.addEventListener('visibilitychange', look)
    return () => {
      removeEventListener('focus', look)
      removeEventListener('pageshow', show)
      document.removeEventListener('visibilitychange', look)
    }
  }, [reader, guest])

  // The controls of this page show their own refusals.
  const elsewhere = [...refused.values()].filter(({ page }) => page !== pathname)
  return (
    <>
      <KeepScrollPosition asOf={asOf} />
      <div role="status" className="unsaved-notices empty:hidden">
        {keptAt !== null && <KeptCopyNotice keptAt={keptAt} isReader={reader !== null} />}
        {waiting && changes.length > 0 && <Unsaved count={changes.length} waiting={waiting} />}
        {elsewhere.map(({ change, message }) => (
          <p key={change.key}>
            {t('changeRefusedElsewhere', { change: change.label, title: change.title, reason: message })}
          </p>
        ))}
        {setAside > 0 && (
          <p>
            {richText(
              t.rich('unreadable', {
                count: setAside,
                dismiss: (children) => (
                  <button type="button" onClick={dismissSetAside} className="min-h-6 underline">
                    {children}
                  </button>
                ),
              }),
            )}
          </p>
        )}
      </div>
    </>
  )
}

/** Says how many changes wait, and for what. */
function Unsaved({ count, waiting: { message: reason, signIn } }: { count: number; waiting: Waiting }) {
  return (
    <p>
      {richText(
        signIn
          ? t.rich('unsavedSignIn', {
              count,
              signIn: (children) => (
                <a href={signIn} className="underline">
                  {children}
                </a>
              ),
            })
          : t.rich('unsavedRetry', {
              count,
              reason,
              retry: (children) => (
                <button type="button" onClick={() => void sendAll()} className="min-h-6 underline">
                  {children}
                </button>
              ),
            }),
      )}
    </p>
  )
}

/** Returns the page's reader. An offline copy names none, so it belongs to the last reader of this browser. */
function findViewer({ reader, guest }: { reader: string | null; guest: boolean }) {
  // Not React state, since the first effects after hydration need it. The server's HTML does not depend on it.
  if (typeof document === 'undefined' || getKeptAt() === null) return { reader, guest }
  const last = readStored(lastReaderKey)
  return { reader: last, guest: last === null || readStored(lastGuestKey) === last }
}

/**
 * Returns a function that refreshes the page until it is newer than a time of the server's clock. A refresh is tried up
 * to three times, since one that is requested while a page is still rendering may be lost.
 */
function useRefresh(asOf: number): (madeAfter: number) => void {
  const router = useRouter()
  const [wanted, setWanted] = useState({ after: -1 })
  const [isRefreshing, startRefresh] = useTransition()
  const attempts = useRef(0)
  useEffect(() => {
    if (isRefreshing || wanted.after < asOf || attempts.current === 0) return
    attempts.current--
    startRefresh(() => router.refresh())
  }, [isRefreshing, wanted, asOf, router])
  return (madeAfter) => {
    // The server can't be reached.
    if (getKeptAt() !== null) return
    attempts.current = 3
    setWanted(({ after }) => ({ after: Math.max(after, madeAfter) }))
  }
}

interface ScreenPosition {
  element: Element
  top: number
}

/**
 * Keeps the pressed control where it is on the screen when a refresh adds something above it; not every browser does.
 * A class, since only `getSnapshotBeforeUpdate` runs before the page moves.
 */
class KeepScrollPosition extends Component<{ asOf: number }> {
  override getSnapshotBeforeUpdate({ asOf }: { asOf: number }): ScreenPosition | null {
    if (asOf === this.props.asOf) return null
    const focused = document.activeElement
    const pressed = focused?.closest('main') && focused.id !== 'main' ? findPosition(focused) : null
    // Not every browser focuses a pressed button, and the focused element may be off-screen.
    return pressed ?? (scrollY > 0 ? findPosition(document.elementFromPoint(innerWidth / 2, innerHeight / 2)) : null)
  }
  override componentDidUpdate(_props: unknown, _state: unknown, position: ScreenPosition | null): void {
    if (!position?.element.isConnected) return
    const moved = position.element.getBoundingClientRect().top - position.top
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: 'instant' })
  }
  override render(): null {
    return null
  }
}

/** Returns where an element of the main content is on the screen; null if it is off-screen. */
function findPosition(element: Element | null): ScreenPosition | null {
  if (!element?.closest('main')) return null
  const { top } = element.getBoundingClientRect()
  return top > 0 && top < innerHeight ? { element, top } : null
}

/** Calls `act` at once, or, while a note is being edited, when its field loses the focus. */
function onceNoteIsLeft(act: () => void): void {
  if (document.activeElement instanceof HTMLTextAreaElement) addEventListener('focusout', act, { once: true })
  else act()
}
