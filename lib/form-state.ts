import { readEnv } from './env'

/** What a refused form shows when its page comes back: why, and what was typed (never a password). */
export interface FormState {
  message: string
  values: Record<string, string>
}

/** The cookie that carries it to the next page view, and no further. */
export const formStateCookie = 'lectern-form'

/** The `Set-Cookie` value for a form on that page. */
export function serialiseFormState(page: string, state: FormState): string {
  const secure = readEnv().baseUrl.startsWith('https:') ? '; Secure' : ''
  return `${formStateCookie}=${encodeURIComponent(JSON.stringify(state))}; Path=${page}; Max-Age=60; HttpOnly; SameSite=Lax${secure}`
}

/** Reads the cookie's value, already decoded; null where it is none of ours. */
export function parseFormState(value: string | undefined): FormState | null {
  if (!value) return null
  try {
    const { message, values } = JSON.parse(value) as FormState
    return typeof message === 'string' && typeof values === 'object' ? { message, values } : null
  } catch {
    return null
  }
}
