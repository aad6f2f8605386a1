'use client'

import { toAddress } from '@/lib/base-path'

interface BrokenProps {
  error: unknown
  /** Asks the server for the page anew. */
  retry: () => void
}

/** When a page breaks: say so, and give a way on. It runs in the browser, which is told nothing else of the portal. */
export default function Broken({ error, retry }: BrokenProps) {
  return (
    <main className="mx-auto max-w-[30rem] px-5 py-14">
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">This page broke</h1>
      <p className="mt-4 text-ink-2">The fault is ours and has been logged. What you marked is safe.</p>
      {error instanceof Error && 'digest' in error && (
        <p className="mt-4 text-note text-ink-2">
          If you write to us about it, this number finds it in the log: <code>{String(error.digest)}</code>
        </p>
      )}
      <p className="mt-6 flex items-center gap-6 font-ui text-ui">
        <button type="button" onClick={retry} className="button">
          Try again
        </button>
        <a href={toAddress('/')} className="link">
          To the table of contents
        </a>
      </p>
    </main>
  )
}
