import type { ReactNode } from 'react'
import { Brand } from './brand'

/** What stands around a page of one column: a form, a message. */
export function PlainShell({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto max-w-[30rem] px-5 py-8">
      <header>
        <Brand />
      </header>
      <main className="mt-14">{children}</main>
    </div>
  )
}
