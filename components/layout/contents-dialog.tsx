'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { usePathname } from 'next/navigation'
import { toAddress } from '@/lib/base-path'

/** Invoker commands; React's types do not know them yet. */
const invoker = { command: 'show-modal', commandfor: 'contents' }

/**
 * The sidebar on a narrow screen: a native dialog. Each time it opens it takes the contents from the sidebar,
 * since a page that carried them twice would be larger by a tenth; without script, a link leads to the page of all topics. The
 * button's command opens it before script is there; script closes it when a topic was chosen.
 */
export function ContentsDialog({ contents, children }: { contents: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [filled, setFilled] = useState(0)
  const pathname = usePathname()
  const opened = useRef(pathname)
  useEffect(() => {
    // One that was opened before script was there for it stays open.
    if (opened.current !== pathname) dialog.current?.close()
    opened.current = pathname
  }, [pathname])
  useEffect(() => {
    const element = dialog.current
    const fill = () => setFilled((times) => times + 1)
    if (element?.open) fill()
    element?.addEventListener('beforetoggle', fill)
    return () => element?.removeEventListener('beforetoggle', fill)
  }, [])

  function open() {
    setFilled((times) => times + 1)
    // Where the button's command does not open it by itself.
    if (!('command' in HTMLButtonElement.prototype) && !dialog.current?.open) dialog.current?.showModal()
  }

  return (
    <>
      <button type="button" {...invoker} onClick={open} className="contents-button">
        <svg width="16" height="12" viewBox="0 0 16 12" aria-hidden="true">
          <path d="M0 1h16M0 6h16M0 11h10" stroke="currentColor" strokeWidth="1.8" />
        </svg>
        <span className="max-[27rem]:sr-only">Contents</span>
      </button>
      <noscript>
        <a href={toAddress('/contents')} className="contents-button">
          Contents
        </a>
      </noscript>
      <dialog id="contents" ref={dialog} aria-label="Contents" className="contents-dialog">
        <form method="dialog">
          <button>Close</button>
        </form>
        {filled > 0 && (
          <>
            <nav key={filled} aria-label="Contents" ref={(nav) => nav?.replaceChildren(...copyChildren(contents))} />
            {children}
          </>
        )}
      </dialog>
    </>
  )
}

function copyChildren(id: string): Node[] {
  return [...(document.getElementById(id)?.cloneNode(true).childNodes ?? [])]
}
