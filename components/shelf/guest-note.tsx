import { useEffect, useState } from 'react'
import { toAddress } from '@/lib/base-path'

interface GuestNoteProps {
  /** The page on which marks are kept for good: that of signing up, or of signing in. */
  keepAt: string
  returnTo: string
}

/** Says where a guest's marks live: once, beside the first of them. */
export function GuestNote({ keepAt, returnTo }: GuestNoteProps) {
  const [isShown, setShown] = useState(true)
  // Without it the words come once more on another page of this minute, which does no harm.
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
      You are a guest: marks are saved in this browser.{' '}
      <a href={toAddress(`${keepAt}?next=${encodeURIComponent(returnTo)}`)} className="underline">
        {keepAt === '/sign-up' ? 'Make an account' : 'Sign in'}
      </a>{' '}
      to keep them for good. <button>Dismiss</button>
    </form>
  )
}

/** Has no later page say what this one says. */
export function dismissNotice(): Promise<Response> {
  return fetch(toAddress('/api/notice-seen'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
    keepalive: true,
  })
}
