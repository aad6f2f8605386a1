import Link from 'next/link'

/** What stands in place of a form that needs a sign-in just now. */
export function SignInAgain({ purpose }: { purpose: string }) {
  return (
    <p className="text-note">
      {purpose},{' '}
      <Link href="/sign-in?next=/account" prefetch={false} className="link inline-block min-h-6">
        sign in again
      </Link>{' '}
      first: you did so a while ago.
    </p>
  )
}
