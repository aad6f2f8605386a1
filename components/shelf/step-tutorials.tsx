'use client'

import { useState, type ReactNode } from 'react'

/**
 * The tutorials of a step. They are folded if the step is done when the page loads, and do not fold or unfold later, so
 * that nothing moves while the reader works.
 */
export function StepTutorials({ done, count, children }: { done: boolean; count: string; children: ReactNode }) {
  const [isFolded] = useState(done)
  const rows = <ol className="resources">{children}</ol>
  if (!isFolded) return rows
  return (
    <details>
      <summary>{count}</summary>
      {rows}
    </details>
  )
}
