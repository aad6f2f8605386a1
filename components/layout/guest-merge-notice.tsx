'use client'

import { useEffect, useState } from 'react'
import { dismissNotice } from '@/components/shelf/guest-note'
import type { GuestMerge } from '@/lib/notice'
import { describeShortened } from '@/lib/shelf/mark'
import { t } from '@/messages/generated/layout'

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
        {isFull ? t('guestShelfFull', { marks }) : t('guestMarksMoved', { marks })}
        {!isFull && shared > 0 && ` ${t('guestMarksShared', { shared })}`}
        {shortened > 0 && ` ${describeShortened(shortened)}`}
      </span>
      <button type="button" onClick={() => setShown(false)} className="min-h-6 text-ink-2 hover:underline">
        {t('dismiss')}
      </button>
    </p>
  )
}
