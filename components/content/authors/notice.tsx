import type { ReactNode } from 'react'

interface NoticeProps {
  title?: string
  children: ReactNode
}

/** A helpful note next to the text. */
export function Note(props: NoticeProps) {
  return <Notice kind="note" word="Note" {...props} />
}

/** A warning about something that may go wrong or cost money. */
export function Warning(props: NoticeProps) {
  return <Notice kind="warning" word="Warning" {...props} />
}

/** A notice whose kind is clear from its word, its shape and its colour, each on its own. */
function Notice({ kind, word, title, children }: NoticeProps & { kind: keyof typeof shapes; word: string }) {
  return (
    <aside role="note" aria-label={title ? `${word}: ${title}` : word} className="notice" data-kind={kind}>
      <p className="notice-title">
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          {shapes[kind]}
        </svg>
        <span>
          <span className="notice-word">{title ? `${word}:` : word}</span> {title}
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
