import { z } from 'zod'
import { findWeakness, foldPassword, readCode } from '@/lib/account'
import { passwordLength } from '@/lib/auth'
import { readEmailAddress, toStoredAddress } from '@/lib/email-address'
import { findInvisible, isVisible } from '@/lib/invisible-characters'
import { HttpError } from './http-error'

// What forms about an account ask for, each with a sentence a fault.

const { min, max } = passwordLength

export const name = z
  .string('Type a name.')
  .trim()
  .max(80, 'The name must be at most 80 characters long.')
  .superRefine((text, context) => {
    const found = findInvisible(text)
    if (found) context.addIssue(`The name holds a character that nobody can see (${found.code}). Take it out.`)
    else if (!isVisible(text)) context.addIssue('Type a name.')
  })

const noAddress = 'That is not an email address. Write one like ada@example.org.'

/** An email address as it is stored; what is sent to it goes to that. */
export const email = z
  .string('Type your email address.')
  .max(1000, noAddress)
  .transform((typed, context) => {
    const read = readEmailAddress(typed)
    if (read) return read
    context.addIssue(typed.trim() ? noAddress : 'Type your email address.')
    return z.NEVER
  })

/** The address of an account that there may be, also one that was stored under an earlier rule. */
export const storedEmail = z
  .string('Type your email address.')
  .trim()
  .min(1, 'Type your email address.')
  .max(1000, noAddress)
  .transform(toStoredAddress)

const tooLong = `The password must be at most ${max} characters long.`
const count = (text: string) => Array.from(text).length

export const newPassword = z
  .string('Type a password.')
  .refine((text) => text.isWellFormed(), 'The password holds half a character. Type it again.')
  .transform(foldPassword)
  .refine((text) => count(text) >= min, `The password must be at least ${min} characters long.`)
  .refine((text) => count(text) <= max, tooLong)

/** Refuses a password to be that would be guessed soon, with the reason, at the field it was typed in. */
export async function requireStrong(field: string, password: string, email?: string): Promise<void> {
  const weakness = await findWeakness(password, email)
  if (weakness) throw new HttpError(422, weakness).at(field)
}

/** A password that an account has already; which one, better-auth knows. */
export const password = z
  .string('Type your password.')
  .transform(foldPassword)
  .refine((text) => count(text) <= max, tooLong)

export const token = z
  .string('The link is not whole.')
  .regex(/^[\w-]{1,128}$/, 'The link is not whole. Copy all of it from the message.')

/** A code of an app, or a recovery code, spaced as one likes. */
export const code = z
  .string('Type the code.')
  .max(64, 'That is not a code.')
  .transform((typed, context) => {
    const read = readCode(typed)
    if (read) return read
    context.addIssue('Type the six digits that your app shows, or a recovery code.')
    return z.NEVER
  })

/** A code of an app that is being set up. */
export const firstCode = code
  .refine(({ isRecovery }) => !isRecovery, 'Type the six digits that your app shows.')
  .transform(({ code: digits }) => digits)

/** What a browser made of a passkey, as JSON text, so that a form can send it. */
export const passkeyCredential = z.string('Your browser sent no passkey.').min(1, 'Your browser sent no passkey.')

/** One of the reader's passkeys. */
export const passkey = z.string('Name a passkey.').regex(/^[\w-]{1,64}$/, 'Name a passkey.')
