'use client'

import { useEffect, useState } from 'react'
import { dismissNotice } from '@/components/shelf/guest-note'
import { dismissLabel } from '@/components/shelf/shelf-messages'
import type { GuestMerge } from '@/lib/notice'
import { describeShortened } from '@/lib/shelf/mark'

/** Says once what sign-in did with the guest's marks. */
export function GuestMergeNotice(notice: GuestMerge) {
  // State, so that the notice stays when the page refreshes without its cookie.
  const [{ marks, shared, shortened, isFull }] = useState(notice)
  const [shown, setShown] = useState(true)
  useEffect(() => {
    // If this fails, one more page may show the notice.
    void dismissNotice().catch(() => {})
  }, [])
  if (!shown) return null
  return (
    <p
      role="status"
      data-script-now
      data-tone="done"
      className="message mb-6 flex max-w-measure flex-wrap items-center gap-x-4"
    >
      <span className="me-auto">
        {isFull ? describeFull(marks) : describeMerged(marks, shared)}
        {shortened > 0 && ` ${describeShortened(shortened)}`}
      </span>
      <button type="button" onClick={() => setShown(false)} className="min-h-6 text-ink-2 hover:underline">
        {dismissLabel}
      </button>
    </p>
  )
}

function describeMerged(marks: number, shared: number): string {
  const moved = `${marks === 1 ? 'The mark you made as a guest is' : `The ${marks} marks you made as a guest are`} on your shelf now.`
  return shared === 0
    ? moved
    : `${moved} ${shared === 1 ? 'One of them was' : `${shared} of them were`} already there, so we kept the later change and both notes.`
}

function describeFull(marks: number): string {
  return `Your shelf is full, so the ${marks === 1 ? 'mark' : `${marks} marks`} you made as a guest couldn’t be added. We’ll keep ${marks === 1 ? 'it' : 'them'} for 90 days, and add ${marks === 1 ? 'it' : 'them'} as soon as there’s room.`
}
