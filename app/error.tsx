'use client'

import { ContactUs } from '@/components/ui/contact-us'
import { toAddress } from '@/lib/base-path'

interface BrokenProps {
  error: unknown
  /** Requests the page from the server again. */
  retry: () => void
}

/** Replaces a page after an unexpected error. Runs in the browser, so it knows no settings but those in the page. */
export default function Broken({ error, retry }: BrokenProps) {
  return (
    <main className="mx-auto max-w-[30rem] px-5 py-14">
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">Something went wrong</h1>
      <p className="mt-4 text-ink-2">This is a problem on our side, and we’ve logged it. Your marks are safe.</p>
      {error instanceof Error && 'digest' in error && (
        <p className="mt-4 text-note text-ink-2">
          If it keeps happening, <ContactUs contact={readContact()} /> and include this number:{' '}
          <code>{String(error.digest)}</code>
        </p>
      )}
      <p className="mt-6 flex items-center gap-6 font-ui text-ui">
        <button type="button" onClick={retry} className="button">
          Try again
        </button>
        <a href={toAddress('/')} className="link">
          Back to the home page
        </a>
      </p>
    </main>
  )
}

/** Reads the portal's contact, which the root layout writes. */
function readContact(): string | null {
  return typeof document === 'undefined' ? null : (document.documentElement.dataset.contact ?? null)
}
