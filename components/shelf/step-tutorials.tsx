'use client'

import { useState, type ReactNode } from 'react'

/**
 * The tutorials of a step. A step that is done when the page comes has them folded away; one that becomes done, or no
 * longer is, stays as it is: nothing moves under the reader's hand.
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
