'use client'

import { Component, useEffect, useEffectEvent, useRef, useState, useTransition } from 'react'
import { usePathname, useRouter } from 'next/navigation'
import { readStored, writeStored } from '@/components/ui/browser-storage'
import { wasLookedAt } from '@/components/ui/page-loader'
import { lastGuestKey, lastReaderKey } from '@/components/ui/storage-keys'
import { editNote } from './edited-note'
import { getKeptAt, useKeptAt } from '@/components/offline/kept-copy'
import { KeptCopyNotice } from '@/components/offline/kept-copy-notice'
import { attach, dismissSetAside, getLastKept, sendAll } from './outbox'
import { replayPresses } from './replay-presses'
import { keepSession } from './touch-session'
import { useOutbox } from './use-outbox'

/**
 * Once on every page: sends what waits, reads the page again when it is looked at again, so that it shows
 * what was marked elsewhere, and says how much is not saved yet.
 */
export function ShelfSync(page: { reader: string | null; guest: boolean; asOf: number }) {
  const { asOf } = page
  const { reader, guest } = findViewer(page)
  const keptAt = useKeptAt()
  const { changes, waiting, refused, setAside } = useOutbox()
  const pathname = usePathname()
  const toldOthers = useRef(false)
  const readAgain = useReadAgain(asOf)

  const whenKept = useEffectEvent((_by: string, asOfKept: number) =>
    getKeptAt() === null ? readAgain(asOfKept) : onceNoteIsLeft(() => location.reload()),
  )
  // The page that was left had something kept while the server was making this one; or this one has waited to be looked
  // at again (server/pages/loader.ts), and is as old as it may be.
  const arrived = useEffectEvent(() => readAgain(wasLookedAt() ? asOf : getLastKept(reader)))
  const whenLookedAt = useEffectEvent(() => {
    if (document.visibilityState !== 'visible') return
    if (toldOthers.current && readStored(lastReaderKey) !== reader) onceNoteIsLeft(() => location.reload())
    else if (reader) readAgain(asOf)
  })

  useEffect(() => attach(reader, guest, whenKept), [reader, guest])
  // What is written on one page is not written on the next.
  useEffect(() => () => editNote(null), [pathname])
  // Once the outbox knows whose page this is.
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

  const unsaved = waiting ? changes.length : 0
  // Beside their controls those of this page say so themselves.
  const elsewhere = [...refused.values()].filter(({ page }) => page !== pathname)
  return (
    <>
      <KeepPlace asOf={asOf} />
      <div role="status" className="unsent empty:hidden">
        {keptAt !== null && <KeptCopyNotice keptAt={keptAt} isReader={reader !== null} />}
        {unsaved > 0 && (
          <p>
            {unsaved === 1 ? 'One change is' : `${unsaved} changes are`} not saved yet. {waiting?.message}{' '}
            {waiting?.signIn ? (
              <a href={waiting.signIn} className="underline">
                Sign in
              </a>
            ) : (
              <button type="button" onClick={() => void sendAll()} className="min-h-6 underline">
                Send now
              </button>
            )}
          </p>
        )}
        {elsewhere.map(({ change, message }) => (
          <p key={change.key}>
            “{change.label}” for “{change.title}” was not saved. {message}
          </p>
        ))}
        {setAside > 0 && (
          <p>
            {setAside === 1 ? 'One change' : `${setAside} changes`} kept in this browser can’t be read and{' '}
            {setAside === 1 ? 'was' : 'were'} not saved. If a mark is missing, set it again.{' '}
            <button type="button" onClick={dismissSetAside} className="min-h-6 underline">
              Dismiss
            </button>
          </p>
        )}
      </div>
    </>
  )
}

/** Returns whose page this is. A copy shown without a connection is everyone's: its reader is the last one seen here. */
function findViewer({ reader, guest }: { reader: string | null; guest: boolean }) {
  // Not by a state: hydration's first effects already need it. Nothing of it is rendered by the server.
  if (typeof document === 'undefined' || getKeptAt() === null) return { reader, guest }
  const last = readStored(lastReaderKey)
  return { reader: last, guest: last === null || readStored(lastGuestKey) === last }
}

/**
 * Gives what reads the page again until it is one made later than a time of the server's clock. Once is not
 * enough: what asks for it while a page is still being put together may be lost on the way.
 */
function useReadAgain(asOf: number): (madeAfter: number) => void {
  const router = useRouter()
  const [wanted, setWanted] = useState({ after: -1 })
  const [reading, startReading] = useTransition()
  const tries = useRef(0)
  useEffect(() => {
    if (reading || wanted.after < asOf || tries.current === 0) return
    tries.current--
    startReading(() => router.refresh())
  }, [reading, wanted, asOf, router])
  return (madeAfter) => {
    // The server can't be reached.
    if (getKeptAt() !== null) return
    tries.current = 3
    setWanted(({ after }) => ({ after: Math.max(after, madeAfter) }))
  }
}

interface Place {
  element: Element
  top: number
}

/**
 * When the page was read again, what was pressed stays where it is on the screen, whatever came or grew above it: not
 * every browser sees to that. A class, since only that is told before anything on the page moves.
 */
class KeepPlace extends Component<{ asOf: number }> {
  override getSnapshotBeforeUpdate({ asOf }: { asOf: number }): Place | null {
    if (asOf === this.props.asOf) return null
    const focused = document.activeElement
    const pressed = focused?.closest('main') && focused.id !== 'main' ? findPlace(focused) : null
    // Not every browser gives the focus to a button that is pressed, and what has it may be scrolled away.
    return pressed ?? (scrollY > 0 ? findPlace(document.elementFromPoint(innerWidth / 2, innerHeight / 2)) : null)
  }
  override componentDidUpdate(_props: unknown, _state: unknown, place: Place | null): void {
    if (!place?.element.isConnected) return
    const moved = place.element.getBoundingClientRect().top - place.top
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: 'instant' })
  }
  override render(): null {
    return null
  }
}

/** Where an element of the page's text is on the screen; null for one that is not there. */
function findPlace(element: Element | null): Place | null {
  if (!element?.closest('main')) return null
  const { top } = element.getBoundingClientRect()
  return top > 0 && top < innerHeight ? { element, top } : null
}

/** Does what makes the page anew; where a note is being written, once it is left. */
function onceNoteIsLeft(makeAnew: () => void): void {
  if (document.activeElement instanceof HTMLTextAreaElement) addEventListener('focusout', makeAnew, { once: true })
  else makeAnew()
}
