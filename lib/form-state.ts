import { z } from 'zod'
import { readEnv } from './env'

const formState = z.object({
  message: z.string(),
  values: z.record(z.string(), z.string()),
  /** Which form it is about, on a page that has several. */
  section: z.string().optional(),
  /** It was done, and the message says what; otherwise it was refused, and the message says why. */
  done: z.boolean().optional(),
})

/** What a form shows when its page comes back: what was done, or why not, and what was typed (never a password). */
export type FormState = z.infer<typeof formState>

/** The cookie that carries it to the next page view, and no further. */
export const formStateCookie = 'lectern-form'

/** The `Set-Cookie` value for a form on that page. */
export function serialiseFormState(page: string, state: FormState): string {
  const secure = readEnv().baseUrl.startsWith('https:') ? '; Secure' : ''
  return `${formStateCookie}=${encodeURIComponent(JSON.stringify(state))}; Path=${page}; Max-Age=60; HttpOnly; SameSite=Lax${secure}`
}

/** Where a browser sees it: the form's page again, at its section. */
export function toFormPage(page: string, { section, next }: { section?: string; next?: string }): string {
  return `${page}?again=1${next === undefined ? '' : `&next=${encodeURIComponent(next)}`}${section ? `#${section}` : ''}`
}

/** Reads the cookie's value, already decoded; null where it is none of ours. */
export function parseFormState(value: string | undefined): FormState | null {
  if (!value) return null
  try {
    return formState.safeParse(JSON.parse(value)).data ?? null
  } catch {
    return null
  }
}
