import type { Progress } from '@/lib/shelf'

const circle = <circle cx="7" cy="7" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.6" />

const shapes: Record<Progress, React.ReactNode> = {
  'to-read': circle,
  reading: (
    <>
      {circle}
      <path d="M7 1.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
    </>
  ),
  done: (
    <>
      {circle}
      <path d="M4.2 7.2l2 2 3.6-3.9" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
  skipped: (
    <>
      {circle}
      <path d="M4.2 7h5.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
}

/** The shape of a state of reading; a word stands beside it always. */
export function ProgressGlyph({ progress }: { progress: Progress }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      {shapes[progress]}
    </svg>
  )
}

/** The ribbon; CSS fills it where its button is pressed. */
export function Ribbon() {
  return (
    <svg width="16" height="24" viewBox="0 0 16 24" aria-hidden="true">
      <path d="M1 1h14v21l-7-6-7 6z" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  )
}
