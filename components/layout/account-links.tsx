import { readEnv } from '@/lib/env'
import type { Reader } from '@/lib/session'

const link = 'account-link'

/** The reader's corner of every page: the shelf, and in or out. */
export function AccountLinks({ reader, page }: { reader: Reader | null; page: string }) {
  return (
    <nav aria-label="Account" className="account-links">
      {reader ? (
        <>
          <a href="/shelf" className={`${link} font-semibold text-petrol`}>
            Shelf
          </a>
          {!reader.guest && (
            <div className="hidden min-w-0 desk:block">
              <SignOut reader={reader} page={page} />
            </div>
          )}
        </>
      ) : null}
      {(!reader || reader.guest) && (
        <a href={`/sign-in?next=${encodeURIComponent(page)}`} className={`${link} font-semibold text-petrol`}>
          Sign in
        </a>
      )}
    </nav>
  )
}

/** Who is signed in, and the way out: beside the shelf on a wide screen, below the contents on a narrow one. */
export function SignOut({ reader, page }: { reader: Reader; page: string }) {
  return (
    <form method="post" action="/api/sign-out" className="flex min-w-0 items-center">
      <input type="hidden" name="returnTo" value={page} />
      <a href="/account" title="Your account" className={`${link} max-w-[16ch] min-w-0 text-ink-2`}>
        <span className="truncate">{reader.name}</span>
      </a>
      <button className={`${link} text-ink-2`}>Sign out</button>
    </form>
  )
}

/** Where a guest's marks live, and how to keep them. */
export function GuestNotice({ page }: { page: string }) {
  const next = `?next=${encodeURIComponent(page)}`
  return (
    <p className="mb-6 max-w-measure border-s-4 border-marigold bg-panel px-4 py-2.5 font-ui text-ui">
      You are a guest: your marks are saved in this browser and deleted after 90 days without a visit (a single mark
      after 7).{' '}
      {readEnv().signUp === 'open' ? (
        <>
          <a href={`/sign-up${next}`} className="link inline-block min-h-6">
            Make an account
          </a>{' '}
          to keep them for good, or{' '}
          <a href={`/sign-in${next}`} className="link inline-block min-h-6">
            sign in
          </a>{' '}
          to add them to yours.
        </>
      ) : (
        <>
          <a href={`/sign-in${next}`} className="link inline-block min-h-6">
            Sign in
          </a>{' '}
          to add them to your account.
        </>
      )}
    </p>
  )
}
