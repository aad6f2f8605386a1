
/** What stands in place of a form that needs a sign-in just now. */
export function SignInAgain({ purpose }: { purpose: string }) {
  return (
    <p className="text-note">
      {purpose},{' '}
      <a href="/sign-in?next=/account" className="link inline-block min-h-6">
        sign in again
      </a>{' '}
      first: you did so a while ago.
    </p>
  )
}
