import type { ReactNode } from 'react'
import { richText } from '@/components/ui/rich-text'
import { t } from '@/messages/generated/content'

interface NoticeProps {
  title?: string
  children: ReactNode
}

/** A helpful note next to the text. */
export function Note(props: NoticeProps) {
  return <Notice kind="note" word={t('note')} {...props} />
}

/** A warning about something that may go wrong or cost money. */
export function Warning(props: NoticeProps) {
  return <Notice kind="warning" word={t('warning')} {...props} />
}

/** A notice whose kind is clear from its word, its shape and its colour, each on its own. */
function Notice({ kind, word, title, children }: NoticeProps & { kind: keyof typeof shapes; word: string }) {
  const label = title ? t.rich('noticeTitled', { word: (parts) => parts.join(''), kind: word, title }).join('') : word
  return (
    <aside role="note" aria-label={label} className="notice" data-kind={kind}>
      <p className="notice-title">
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          {shapes[kind]}
        </svg>
        <span>
          {title ? (
            richText(
              t.rich('noticeTitled', {
                word: (parts) => <span className="notice-word">{parts}</span>,
                kind: word,
                title,
              }),
            )
          ) : (
            <span className="notice-word">{word}</span>
          )}
        </span>
      </p>
      {children}
    </aside>
  )
}

const shapes = {
  // A slip of paper with its corner turned.
  note: (
    <path
      d="M3 2h12v9l-5 5H3zM10 16v-5h5M6 6h6M6 9h3"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  ),
  warning: (
    <>
      <path d="M9 1.2 17.4 16.4H.6z" fill="currentColor" stroke="currentColor" strokeWidth="1" strokeLinejoin="round" />
      <path d="M9 6.4v4.4M9 13.3v.4" stroke="var(--color-paper)" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
}
