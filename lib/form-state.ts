/** What a form shows when its page comes back: what was done, or why not, and what was typed (never a password). */
export interface FormState {
  message: string
  values: Record<string, string>
  /** Which of its fields was refused, where one was. */
  field?: string
  /** Which form it is about, on a page that has several. */
  section?: string
  /** It was done, and the message says what; otherwise it was refused, and the message says why. */
  done?: boolean
}

/** Where a browser sees it: the form's page again, at its section. */
export function toFormPage(page: string, { section, next }: { section?: string; next?: string }): string {
  return `${page}?again=1${next === undefined ? '' : `&next=${encodeURIComponent(next)}`}${section ? `#${section}` : ''}`
}
