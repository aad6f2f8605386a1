import type { ReactNode } from 'react'
import { getSettings } from '@/lib/content'
import { Brand } from './brand'
import { PortalLinks } from './portal-links'

/** The frame of a page with one column, such as a form or a message. */
export async function PlainShell({ children }: { children: ReactNode }) {
  const settings = await getSettings()
  return (
    <div className="mx-auto max-w-[30rem] px-5 py-8">
      <header>
        <Brand settings={settings} />
      </header>
      <main className="mt-14">{children}</main>
      <PortalLinks settings={settings} isPlain />
    </div>
  )
}
