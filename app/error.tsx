'use client'

import type { ReactNode } from 'react'
import { ContactUs } from '@/components/ui/contact-us'
import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/layout'

interface BrokenProps {
  error: unknown
  /** Requests the page from the server again. */
  retry: () => void
}

/** Replaces a page after an unexpected error. Runs in the browser, so it knows no settings but those in the page. */
export default function Broken({ error, retry }: BrokenProps) {
  return (
    <main className="mx-auto max-w-[30rem] px-5 py-14">
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">{t('somethingWrong')}</h1>
      <p className="mt-4 text-ink-2">{t('problemIsOurs')}</p>
      {error instanceof Error && 'digest' in error && (
        <p className="mt-4 text-note text-ink-2">{explainNumber(String(error.digest))}</p>
      )}
      <p className="mt-6 flex items-center gap-6 font-ui text-ui">
        <button type="button" onClick={retry} className="button">
          {common('tryAgain')}
        </button>
        <a href={toAddress('/')} className="link">
          {t('backToHome')}
        </a>
      </p>
    </main>
  )
}

/** Asks the reader to mention the number of the error. */
function explainNumber(number: string) {
  const contact = readContact()
  const code = (children: ReactNode[]) => <code>{children}</code>
  if (contact === null) return richText(t.rich('errorNumber', { number, code }))
  return richText(
    t.rich('errorNumberContact', {
      number,
      code,
      contact,
      link: (children) => <ContactUs contact={contact}>{children}</ContactUs>,
    }),
  )
}

/** Reads the portal's contact, which the root layout writes. */
function readContact(): string | null {
  return typeof document === 'undefined' ? null : (document.documentElement.dataset.contact ?? null)
}
