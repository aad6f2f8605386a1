'use client'

import { useRef, useState, useSyncExternalStore } from 'react'
import { t } from '@/messages/generated/content'

const never = () => () => {}

/** A button that copies its code block. Not in the server's HTML, since it needs script. */
export function CopyCode() {
  const isHydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const [status, setStatus] = useState('')
  const timer = useRef<number>(undefined)
  if (!isHydrated) return null

  async function copy(button: HTMLElement) {
    const pre = button.closest('.code')?.querySelector('pre')
    clearTimeout(timer.current)
    try {
      await navigator.clipboard.writeText(getCode(pre))
      setStatus(t('copied'))
    } catch {
      // Without permission or HTTPS, selects the code for the reader to copy.
      if (pre) getSelection()?.selectAllChildren(pre)
      setStatus(t('selected'))
    }
    timer.current = window.setTimeout(setStatus, 2000, '')
  }

  return (
    <div className="copy">
      <span role="status">{status}</span>
      <button
        type="button"
        aria-label={t('copyCode')}
        title={t('copyCode')}
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

/** Returns the text of a block; for a terminal, only the typed commands, without prompts and output. */
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
