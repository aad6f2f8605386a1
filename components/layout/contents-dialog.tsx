'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { usePathname } from 'next/navigation'
import { toAddress } from '@/lib/base-path'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/layout'

/** Invoker commands, which React's types lack. */
const invoker = { command: 'show-modal', commandfor: 'contents' }

/**
 * The sidebar on a narrow screen: a native dialog. Copies the contents from the sidebar when it opens, since including
 * them twice would make a page 10 % larger. Its button works before hydration; without script, a link opens the page of
 * all topics. Closes when the reader chooses a topic.
 */
export function ContentsDialog({ contents, children }: { contents: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [filled, setFilled] = useState(0)
  const pathname = usePathname()
  const opened = useRef(pathname)
  useEffect(() => {
    // A dialog that was opened before hydration stays open.
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
    // For browsers without invoker commands.
    if (!('command' in HTMLButtonElement.prototype) && !dialog.current?.open) dialog.current?.showModal()
  }

  return (
    <>
      <button type="button" {...invoker} onClick={open} className="contents-button">
        <svg width="16" height="12" viewBox="0 0 16 12" aria-hidden="true">
          <path d="M0 1h16M0 6h16M0 11h10" stroke="currentColor" strokeWidth="1.8" />
        </svg>
        <span className="max-[27rem]:sr-only">{t('contents')}</span>
      </button>
      <noscript>
        <a href={toAddress('/contents')} className="contents-button">
          {t('contents')}
        </a>
      </noscript>
      <dialog id="contents" ref={dialog} aria-label={t('contents')} className="contents-dialog">
        <form method="dialog">
          <button>{common('close')}</button>
        </form>
        {filled > 0 && (
          <>
            <nav
              key={filled}
              aria-label={t('contents')}
              ref={(nav) => nav?.replaceChildren(...copyChildren(contents))}
            />
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
