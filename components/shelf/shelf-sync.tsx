'use client'

import { useEffect, useEffectEvent, useRef, useState, useTransition } from 'react'
import { usePathname, useRouter } from 'next/navigation'
import { readStored, writeStored } from '@/components/ui/browser-storage'
import { attach, dismissSetAside, getLastKept, sendAll } from './outbox'
import { replayPresses } from './replay-presses'
import { keepSession } from './touch-session'
import { useOutbox } from './use-outbox'

/** Tells the tabs of one browser who was last seen to be signed in. */
const lastReader = 'lectern-reader'
/** What had the focus before it was made anew with the page around it, as a selector. */
let focused: string | null = null

/**
 * Once on every page: sends what waits, reads the page again when it is looked at again, so that it shows
 * what was marked elsewhere, and says how much is not saved yet.
 */
export function ShelfSync({ reader, guest, asOf }: { reader: string | null; guest: boolean; asOf: number }) {
  const { changes, waiting, refused, setAside } = useOutbox()
  const pathname = usePathname()
  const toldOthers = useRef(false)
  const readAgain = useReadAgain(asOf)

  // The first mark of a visitor made a guest, for whom the same address is another rendering.
  const whenKept = useEffectEvent((by: string, keptAt: number) => {
    if (by === reader) readAgain(keptAt)
    else
      onceNoteIsLeft(() => {
        focused = describeFocus()
        readAgain(keptAt)
      })
  })
  // The page that was left had something kept while the server was making this one.
  const arrived = useEffectEvent(() => readAgain(getLastKept(reader)))
  const whenLookedAt = useEffectEvent(() => {
    if (document.visibilityState !== 'visible') return
    if (toldOthers.current && readStored(lastReader) !== reader) onceNoteIsLeft(() => location.reload())
    else if (reader) readAgain(asOf)
  })

  useEffect(() => attach(reader, guest, whenKept), [reader, guest])
  // Once the outbox knows whose page this is.
  useEffect(replayPresses, [])
  useEffect(() => {
    writeStored(lastReader, reader)
    toldOthers.current = readStored(lastReader) === reader
    if (reader) void keepSession()
    arrived()
    refocus()
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
  }, [reader])

  const unsaved = waiting ? changes.length : 0
  // Beside their controls those of this page say so themselves.
  const elsewhere = [...refused.values()].filter(({ page }) => page !== pathname)
  return (
    <div role="status" className="unsent empty:hidden">
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
  )
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
    tries.current = 3
    setWanted(({ after }) => ({ after: Math.max(after, madeAfter) }))
  }
}

/** Does what makes the page anew; where a note is being written, once it is left. */
function onceNoteIsLeft(makeAnew: () => void): void {
  if (document.activeElement instanceof HTMLTextAreaElement) addEventListener('focusout', makeAnew, { once: true })
  else makeAnew()
}

/** By its id, or by its name, which holds what it is about. */
function describeFocus(): string | null {
  const { id, ariaLabel } = document.activeElement ?? {}
  return id ? `#${CSS.escape(id)}` : ariaLabel ? `[aria-label="${CSS.escape(ariaLabel)}"]` : null
}

function refocus(): void {
  if (focused !== null) document.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true })
  focused = null
}
