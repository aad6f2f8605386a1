import type { Metadata } from 'next'
import { connection } from 'next/server'
import { NearTopics } from '@/components/content/near-topics'
import { Problems } from '@/components/content/problems'
import { PlainShell } from '@/components/layout/plain-shell'
import { toAddress } from '@/lib/base-path'
import { getPortal, getSettings } from '@/lib/content'
import RootLayout from './layout'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: `No such page · ${(await getSettings()).name}`,
})

/** A page of its own beside the layout, so that no other page carries it along in case a visitor comes to need it. */
export default async function NotFound() {
  // Not at build: it knows no content.
  await connection()
  const { chapters, problems } = await getPortal()
  return (
    <RootLayout>
      <PlainShell>
        <h1 className="text-h1 font-extrabold tracking-[-0.025em]">There is no such page</h1>
        {/* Of a page whose front matter is wrong, an editor sees why it is not there. */}
        {process.env.NODE_ENV === 'development' && <Problems problems={problems} />}
        <p className="mt-4 text-ink-2">
          The address may be mistyped, or the page has gone. Nothing you marked is lost with it.
        </p>
        {/* Script is wanted at once (server/pages/loader.ts). */}
        <div data-script-now>
          <NearTopics />
        </div>
        <p className="mt-6">
          <a href={toAddress('/')} className="link">
            To the table of contents
          </a>
          , or straight to a chapter:
        </p>
        <ul className="mt-3 grid gap-1 font-ui text-ui">
          {chapters.map(({ head }) => (
            <li key={head.slug}>
              <a href={toAddress(`/${head.slug}`)} className="link inline-block min-h-6">
                {head.sidebartitle}
              </a>
            </li>
          ))}
        </ul>
      </PlainShell>
    </RootLayout>
  )
}
