import 'server-only'
import { randomInt } from 'node:crypto'

/** What can’t be taken for one another on paper. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz'

/** Ten recovery codes, each of 59 bits: nobody guesses one, and they can be copied by hand. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () =>
    group(Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join('')),
  )
}

const group = (text: string) => text.match(/.{4}/g)?.join('-') ?? ''

/** A code as somebody typed it: of their app, or a recovery code; null where it can be neither. */
export function readCode(typed: string): { code: string; isRecovery: boolean } | null {
  const bare = typed.replace(/[\s-]/g, '').toLowerCase()
  if (/^\d{6}$/.test(bare)) return { code: bare, isRecovery: false }
  return bare.length === 12 && [...bare].every((letter) => letters.includes(letter))
    ? { code: group(bare), isRecovery: true }
    : null
}
