'use client'

import { useRef, useState, useSyncExternalStore } from 'react'

const never = () => () => {}

/** Copies the code block that it stands in. It comes with script only, for it could do nothing without. */
export function CopyCode() {
  const scripted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const [said, say] = useState('')
  const timer = useRef<number>(undefined)
  if (!scripted) return null

  async function copy(button: HTMLElement) {
    const pre = button.closest('.code')?.querySelector('pre')
    clearTimeout(timer.current)
    try {
      await navigator.clipboard.writeText(getCode(pre))
      say('Copied')
    } catch {
      // No permission, or no https: the reader can still copy by hand.
      if (pre) getSelection()?.selectAllChildren(pre)
      say('Selected')
    }
    timer.current = window.setTimeout(say, 2000, '')
  }

  return (
    <div className="copy">
      <span role="status">{said}</span>
      <button
        type="button"
        aria-label="Copy the code"
        title="Copy the code"
        onClick={(event) => void copy(event.currentTarget)}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <path
            d="M5.5 5.5V2H14v8.5h-3.5M2 5.5h8.5V14H2z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
          />
        </svg>
      </button>
    </div>
  )
}

/** The text of a block; of a terminal's, what was typed, without prompts and answers. */
function getCode(pre: HTMLElement | null | undefined): string {
  const text = pre?.textContent ?? ''
  if (pre?.dataset.commands === undefined) return text
  const lines = text.split('\n')
  return lines
    .flatMap((line, index) =>
      /^[$>] /.test(line) ? [line.slice(2)] : index > 0 && lines[index - 1]?.endsWith('\\') ? [line] : [],
    )
    .join('\n')
}
