'use client'

import { startTransition, useEffect, useEffectEvent, useRef } from 'react'
import { useRouter } from 'next/navigation'
import { attach, sendAll, wasKeptSince } from './outbox'
import { useOutbox } from './use-outbox'

/** Tells the tabs of one browser who was last seen to be signed in. */
const lastReader = 'lectern-reader'
const lastVisit = 'lectern-visit'
const day = 24 * 60 * 60 * 1000

/**
 * Once on every page: sends what waits, reads the page again when it is looked at again, so that it shows
 * what was marked elsewhere, and says how much is not saved yet.
 */
export function ShelfSync({ reader, guest, asOf }: { reader: string | null; guest: boolean; asOf: number }) {
  const router = useRouter()
  const { changes, waiting } = useOutbox()
  const toldOthers = useRef(false)

  const readAgain = useEffectEvent(() => startTransition(() => router.refresh()))
  // The first mark of a visitor made a guest, for whom the same address is another rendering.
  const whenKept = useEffectEvent((by: string) => {
    if (by === reader) readAgain()
    else loadAnew()
  })
  // The page that was left had something kept while the server was making this one.
  const arrived = useEffectEvent(() => reader && wasKeptSince(reader, asOf) && readAgain())
  const whenLookedAt = useEffectEvent(() => {
    if (document.visibilityState !== 'visible') return
    if (toldOthers.current && readStorage(lastReader) !== reader) loadAnew()
    else if (reader) readAgain()
  })

  useEffect(() => attach(reader, guest, whenKept), [reader, guest])
  useEffect(() => {
    writeStorage(lastReader, reader)
    toldOthers.current = readStorage(lastReader) === reader
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

/** Loads the page anew; where a note is being written, once it is left. */
function loadAnew(): void {
  if (document.activeElement instanceof HTMLTextAreaElement) addEventListener('focusout', () => location.reload(), { once: true })
  else location.reload()
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
