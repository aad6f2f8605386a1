'use client'

import { PlainShell } from '@/components/layout/plain-shell'

/** When a page breaks: say so, and give a way on. */
export default function Broken({ reset }: { reset: () => void }) {
  return (
    <PlainShell>
      <h1 className="text-h1 font-extrabold tracking-[-0.025em]">This page broke</h1>
      <p className="mt-4 text-ink-2">The fault is ours and has been logged. What you marked is safe.</p>
      <p className="mt-6 flex items-center gap-6 font-ui text-ui">
        <button type="button" onClick={reset} className="button">
          Try again
        </button>
        <a href="/" className="link">
          To the table of contents
        </a>
      </p>
    </PlainShell>
  )
}
