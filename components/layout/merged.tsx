'use client'

import { useEffect, useState } from 'react'
import { dismissNotice } from '@/components/shelf/guest-note'
import type { GuestMerge } from '@/lib/notice'
import { describeShortened } from '@/lib/shelf/mark'

/** What signing in did with the marks made before it; said once. */
export function Merged(notice: GuestMerge) {
  // The cookie that brought it is gone before the page is read again; the words stay.
  const [{ marks, shared, shortened, isFull }] = useState(notice)
  const [shown, setShown] = useState(true)
  useEffect(() => {
    // Without it the words come once more on another page of this minute, which does no harm.
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
        Dismiss
      </button>
    </p>
  )
}

function describeMerged(marks: number, shared: number): string {
  const moved = `${marks === 1 ? 'The mark that you made as a guest is' : `The ${marks} marks that you made as a guest are`} on your shelf now.`
  return shared === 0
    ? moved
    : `${moved} ${shared === 1 ? 'One of them was' : `${shared} of them were`} there already: the later change was kept, and both notes.`
}

function describeFull(marks: number): string {
  return `Your shelf is full, so ${marks === 1 ? 'the mark' : `the ${marks} marks`} that you made as a guest could not be added. ${marks === 1 ? 'It is' : 'They are'} kept for 90 days and added as soon as there is room.`
}
