import { z } from 'zod'
import { readEnv } from './env'

const formState = z.object({ message: z.string(), values: z.record(z.string(), z.string()) })

/** What a refused form shows when its page comes back: why, and what was typed (never a password). */
export type FormState = z.infer<typeof formState>

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
    return formState.safeParse(JSON.parse(value)).data ?? null
  } catch {
    return null
  }
}
