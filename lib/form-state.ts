/** The state of a form that is shown again: the result, and the typed values (never a password). */
export interface FormState {
  message: string
  values: Record<string, string>
  /** The field that was refused, if one was. */
  field?: string
  /** The form, on a page with several. */
  section?: string
  /** Whether it succeeded; `message` says what was done, or why it was refused. */
  done?: boolean
}

/** Returns the address of the form's page, at its section. */
export function toFormPage(page: string, { section, next }: { section?: string; next?: string }): string {
  return `${page}?again=1${next === undefined ? '' : `&next=${encodeURIComponent(next)}`}${section ? `#${section}` : ''}`
}
