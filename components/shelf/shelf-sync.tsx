'use client'

import { useEffect, useEffectEvent, useRef, useState, useTransition } from 'react'
import { useRouter } from 'next/navigation'
import { attach, getLastKept, sendAll } from './outbox'
import { useOutbox } from './use-outbox'

/** Tells the tabs of one browser who was last seen to be signed in. */
const lastReader = 'lectern-reader'
const lastVisit = 'lectern-visit'
/** What had the focus before it was made anew with the page around it, as a selector. */
let focused: string | null = null
const day = 24 * 60 * 60 * 1000

/**
 * Once on every page: sends what waits, reads the page again when it is looked at again, so that it shows
 * what was marked elsewhere, and says how much is not saved yet.
 */
export function ShelfSync({ reader, guest, asOf }: { reader: string | null; guest: boolean; asOf: number }) {
  const { changes, waiting } = useOutbox()
  const toldOthers = useRef(false)
  const readAgain = useReadAgain(asOf)

  // The first mark of a visitor made a guest, for whom the same address is another rendering.
  const whenKept = useEffectEvent((by: string, keptAt: number) => {
    if (by === reader) readAgain(keptAt)
    else onceNoteIsLeft(() => {
      focused = describeFocus()
      readAgain(keptAt)
    })
  })
  // The page that was left had something kept while the server was making this one.
  const arrived = useEffectEvent(() => readAgain(getLastKept(reader)))
  const whenLookedAt = useEffectEvent(() => {
    if (document.visibilityState !== 'visible') return
    if (toldOthers.current && readStorage(lastReader) !== reader) onceNoteIsLeft(() => location.reload())
    else if (reader) readAgain(asOf)
  })

  useEffect(() => attach(reader, guest, whenKept), [reader, guest])
  useEffect(() => {
    writeStorage(lastReader, reader)
    toldOthers.current = readStorage(lastReader) === reader
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
  return (
    <p role="status" className="unsent empty:hidden">
      {unsaved > 0 && (
        <>
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
        </>
      )}
    </p>
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

/** Once a day, so that who reads without marking stays signed in. A visit that fails is made up for by the next. */
async function keepSession(): Promise<void> {
  if (Date.now() - Number(readStorage(lastVisit)) < day) return
  const kept = await fetch('/api/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }).catch(() => null)
  // An answer that nobody reads holds its connection, of which a browser has six.
  await kept?.text()
  if (kept?.ok) writeStorage(lastVisit, String(Date.now()))
}

function readStorage(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function writeStorage(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    // A browser that keeps nothing: each of its pages stands for itself.
  }
}
