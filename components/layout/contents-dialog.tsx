'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { usePathname } from 'next/navigation'

/** Invoker commands; React's types do not know them yet. */
const invoker = { command: 'show-modal', commandfor: 'contents' }

/**
 * The sidebar on a narrow screen: a native dialog. The button's command opens it without script
 * where the browser knows commands; script does elsewhere, and closes it when a topic was chosen.
 */
export function ContentsDialog({ children }: { children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const pathname = usePathname()
  useEffect(() => dialog.current?.close(), [pathname])

  function open() {
    if (!dialog.current?.open) dialog.current?.showModal()
  }

  return (
    <>
      <button type="button" {...invoker} onClick={open} className="inline-flex h-11 min-w-11 items-center justify-center gap-1.5 rounded-md border-[1.5px] border-edge px-2 font-ui md:px-3 text-ui font-semibold desk:hidden">
        <svg width="16" height="12" viewBox="0 0 16 12" aria-hidden="true">
          <path d="M0 1h16M0 6h16M0 11h10" stroke="currentColor" strokeWidth="1.8" />
        </svg>
        <span className="max-[27rem]:sr-only">Contents</span>
      </button>
      <dialog id="contents" ref={dialog} aria-label="Contents" className="h-dvh max-h-none w-[min(20rem,85vw)] max-w-none overflow-y-auto bg-panel p-5 text-ink backdrop:bg-veil">
        <form method="dialog" className="mb-4 flex justify-end">
          <button className="h-11 rounded-md px-3 font-ui text-ui font-semibold text-petrol">Close</button>
        </form>
        {children}
      </dialog>
    </>
  )
}
