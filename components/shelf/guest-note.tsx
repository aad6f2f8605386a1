import { useEffect, useState } from 'react'
import { toAddress } from '@/lib/base-path'
import { createAccountLabel, dismissLabel } from './shelf-messages'

interface GuestNoteProps {
  /** The page where a guest gets an account: sign-up or sign-in. */
  keepAt: string
  returnTo: string
}

/** Says once, next to a guest's first mark, where marks are saved. */
export function GuestNote({ keepAt, returnTo }: GuestNoteProps) {
  const [isShown, setShown] = useState(true)
  // If this fails, one more page may show the notice.
  useEffect(() => void dismissNotice().catch(() => {}), [])
  if (!isShown) return null
  return (
    <form
      method="post"
      action={toAddress('/api/notice-seen')}
      onSubmit={(event) => {
        event.preventDefault()
        setShown(false)
      }}
      className="guest-note"
    >
      <input type="hidden" name="returnTo" value={returnTo} />
      Your marks are saved for this browser only.{' '}
      <a href={toAddress(`${keepAt}?next=${encodeURIComponent(returnTo)}`)} className="underline">
        {keepAt === '/sign-up' ? createAccountLabel : 'Sign in'}
      </a>{' '}
      to use them everywhere. <button>{dismissLabel}</button>
    </form>
  )
}

/** Tells the server that a notice was shown, so that no later page shows it. */
export function dismissNotice(): Promise<Response> {
  return fetch(toAddress('/api/notice-seen'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
    keepalive: true,
  })
}
