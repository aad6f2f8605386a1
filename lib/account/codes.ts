import 'server-only'
import { randomInt } from 'node:crypto'

/** Characters that are easy to tell apart on paper. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz'

/** Returns ten recovery codes of 59 bits each, short enough to copy by hand. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () =>
    group(Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join('')),
  )
}

const group = (text: string) => text.match(/.{4}/g)?.join('-') ?? ''

/** Reads a typed authenticator or recovery code; null if it has neither form. */
export function readCode(typed: string): { code: string; isRecovery: boolean } | null {
  const bare = typed.replace(/[\s-]/g, '').toLowerCase()
  if (/^\d{6}$/.test(bare)) return { code: bare, isRecovery: false }
  return bare.length === 12 && [...bare].every((letter) => letters.includes(letter))
    ? { code: group(bare), isRecovery: true }
    : null
}
