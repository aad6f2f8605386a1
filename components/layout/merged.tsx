'use client'

import { useEffect, useState } from 'react'
import { deleteCookie } from '@/components/ui/browser-storage'
// The name alone: what reads the cookie's value is the server's, and would be 30 kB of script on every page.
import { mergedCookie } from '@/lib/merged-cookie'
import type { MergedNotice } from '@/lib/merged-notice'

/** What signing in did with the marks made before it; said once. */
export function Merged(notice: MergedNotice) {
  // The cookie that brought it is gone before the page is read again; the words stay.
  const [{ marks, shared }] = useState(notice)
  const [shown, setShown] = useState(true)
  useEffect(() => {
    deleteCookie(mergedCookie)
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
