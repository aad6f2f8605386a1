import Link from 'next/link'
import type { Reader } from '@/lib/session'

/** The reader's corner of every page: the shelf, and in or out. */
export function AccountLinks({ reader, page }: { reader: Reader | null; page: string }) {
  const link = 'inline-flex h-11 items-center rounded px-2 font-ui text-ui hover:underline'
  if (!reader)
    return (
      <nav aria-label="Account" className="flex items-center gap-1">
        <Link href={`/sign-in?next=${encodeURIComponent(page)}`} prefetch={false} className={`${link} font-semibold text-petrol`}>
          Sign in
        </Link>
      </nav>
    )
  return (
    <nav aria-label="Account" className="flex min-w-0 items-center gap-1">
      <Link href="/shelf" prefetch={false} className={`${link} font-semibold text-petrol`}>
        Shelf
      </Link>
      <form method="post" action="/api/sign-out" className="flex min-w-0 items-center">
        <input type="hidden" name="returnTo" value={page} />
        <span className="hidden max-w-[16ch] truncate px-2 font-ui text-ui text-ink-2 desk:inline">{reader.name}</span>
        <button className={`${link} text-ink-2`}>Sign out</button>
      </form>
    </nav>
  )
}
