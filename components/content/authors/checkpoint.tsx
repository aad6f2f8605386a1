import type { ReactNode } from 'react'
import { t } from '@/messages/generated/content'

/**
 * A question with a folded answer: a native disclosure, which works without script, is found by the browser's search
 * and prints open. Text between backticks in the question is code.
 */
export function Checkpoint({ question, children }: { question: string; children: ReactNode }) {
  return (
    <details className="checkpoint">
      <summary data-show={t(/\?\W*$/.test(question) ? 'answer' : 'show')} data-close={t('close')}>
        <span>{question.split('`').map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part))}</span>
      </summary>
      <div>{children}</div>
    </details>
  )
}
