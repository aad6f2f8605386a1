import type { Metadata } from 'next'
import Link from 'next/link'
import { PlainShell } from '@/components/layout/plain-shell'
import { getPortal } from '@/lib/content'

export const metadata: Metadata = { title: 'No such page' }

export default async function NotFound() {
  const { chapters } = await getPortal()
  return (
    <PlainShell>
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">There is no such page</h1>
      <p className="mt-4 text-ink-2">The address may be mistyped, or the page has gone. Nothing you marked is lost with it.</p>
      <p className="mt-6">
        <Link href="/" className="link">
          To the table of contents
        </Link>
        , or straight to a chapter:
      </p>
      <ul className="mt-3 grid gap-1 font-ui text-ui">
        {chapters.map(({ head }) => (
          <li key={head.slug}>
            <Link href={`/${head.slug}`} prefetch={false} className="link inline-block min-h-6">
              {head.sidebartitle}
            </Link>
          </li>
        ))}
      </ul>
    </PlainShell>
  )
}
