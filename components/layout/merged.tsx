'use client'

import { useEffect, useState } from 'react'
import type { GuestMerge } from '@/lib/notice'

/** What signing in did with the marks made before it; said once. */
export function Merged(notice: GuestMerge) {
  // The cookie that brought it is gone before the page is read again; the words stay.
  const [{ marks, shared }] = useState(notice)
  const [shown, setShown] = useState(true)
  useEffect(() => {
    // Without it the words come once more on another page of this minute, which does no harm.
    void fetch('/api/notice-seen', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}', keepalive: true }).catch(() => {})
  }, [])
  if (!shown) return null
  return (
    <p role="status" className="mb-6 flex max-w-list flex-wrap items-center gap-x-4 border-s-4 border-done bg-panel px-4 py-2.5 font-ui text-ui">
      <span className="me-auto">
        {marks === 1 ? 'The mark that you made as a guest is' : `The ${marks} marks that you made as a guest are`} on your shelf now.
        {shared > 0 && ` ${shared === 1 ? 'One of them was' : `${shared} of them were`} there already: of each the later change holds, and no note is lost.`}
      </span>
      <button type="button" onClick={() => setShown(false)} className="min-h-6 text-ink-2 hover:underline">
        Dismiss
      </button>
    </p>
  )
}
