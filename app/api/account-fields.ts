import { z } from 'zod'
import { findWeakness, foldPassword, readCode } from '@/lib/account'
import { passwordLength } from '@/lib/auth'
import { readEmailAddress, toStoredAddress } from '@/lib/email-address'
import { findInvisible, isVisible } from '@/lib/invisible-characters'
import { HttpError } from './http-error'

// The fields of forms about an account, with a message for each error.

const { min, max } = passwordLength

/** The name of a reader or a passkey. */
export const name = z
  .string('Enter a name.')
  .trim()
  .max(80, 'The name must be at most 80 characters long.')
  .superRefine((text, context) => {
    const found = findInvisible(text)
    if (found) context.addIssue(`The name contains an invisible character (${found.code}). Remove it.`)
    else if (!isVisible(text)) context.addIssue('Enter a name.')
  })

const noAddress = 'That isn’t an email address. Enter one like ada@example.org.'

/** An email address, converted to its stored form. */
export const email = z
  .string('Enter your email address.')
  .max(1000, noAddress)
  .transform((typed, context) => {
    const read = readEmailAddress(typed)
    if (read) return read
    context.addIssue(typed.trim() ? noAddress : 'Enter your email address.')
    return z.NEVER
  })

/** The address of an existing account, which may have been stored under an earlier rule. */
export const storedEmail = z
  .string('Enter your email address.')
  .trim()
  .min(1, 'Enter your email address.')
  .max(1000, noAddress)
  .transform(toStoredAddress)

const tooLong = `The password must be at most ${max} characters long.`
const count = (text: string) => Array.from(text).length

/** A new password. */
export const newPassword = z
  .string('Enter a password.')
  .refine((text) => text.isWellFormed(), 'The password contains an invalid character. Enter it again.')
  .transform(foldPassword)
  .refine((text) => count(text) >= min, `The password must be at least ${min} characters long.`)
  .refine((text) => count(text) <= max, tooLong)

/** Refuses a weak new password at its field, with the reason. */
export async function requireStrong(field: string, password: string, email?: string): Promise<void> {
  const weakness = await findWeakness(password, email)
  if (weakness) throw new HttpError(422, weakness).at(field)
}

/** The current password of an account; better-auth checks it. */
export const password = z
  .string('Enter your password.')
  .transform(foldPassword)
  .refine((text) => count(text) <= max, tooLong)

const incompleteLink = 'The link is incomplete. Copy all of it from the email.'

/** The token of a mailed link. */
export const token = z.string(incompleteLink).regex(/^[\w-]{1,128}$/, incompleteLink)

/** A code from an app, or a recovery code, with any spacing. */
export const code = z
  .string('Enter the code.')
  .max(64, 'That isn’t a code.')
  .transform((typed, context) => {
    const read = readCode(typed)
    if (read) return read
    context.addIssue('Enter the six digits that your app shows, or a recovery code.')
    return z.NEVER
  })

/** The first code from a new app. */
export const firstCode = code
  .refine(({ isRecovery }) => !isRecovery, 'Enter the six digits that your app shows.')
  .transform(({ code: digits }) => digits)

const noPasskey = 'Your browser sent no passkey. Try again.'

/** A passkey credential from the browser as JSON text, so that a form can send it. */
export const passkeyCredential = z.string(noPasskey).min(1, noPasskey)

const passkeyMessage = '"passkey" must be the id of a passkey.'

/** The id of one of the reader's passkeys. */
export const passkey = z.string(passkeyMessage).regex(/^[\w-]{1,64}$/, passkeyMessage)
