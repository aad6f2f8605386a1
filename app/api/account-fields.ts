import { z } from 'zod'
import { findWeakness, foldPassword, readCode } from '@/lib/account'
import { passwordLength } from '@/lib/auth'
import { readEmailAddress, toStoredAddress } from '@/lib/email-address'
import { findInvisible, isVisible } from '@/lib/invisible-characters'
import { t } from '@/messages/generated/refusals'
import { HttpError } from './http-error'

// The fields of forms about an account, with a message for each error.

const { min, max } = passwordLength

/** The name of a reader or a passkey. */
export const name = z
  .string({ error: () => t('enterName') })
  .trim()
  .max(80, { error: () => t('nameTooLong', { max: 80 }) })
  .superRefine((text, context) => {
    const found = findInvisible(text)
    if (found) context.addIssue(t('nameInvisible', { code: found.code }))
    else if (!isVisible(text)) context.addIssue(t('enterName'))
  })

const notAddress = { error: () => t('notAddress') }
const enterAddress = { error: () => t('enterAddress') }

/** An email address, converted to its stored form. */
export const email = z
  .string(enterAddress)
  .max(1000, notAddress)
  .transform((typed, context) => {
    const read = readEmailAddress(typed)
    if (read) return read
    context.addIssue(t(typed.trim() ? 'notAddress' : 'enterAddress'))
    return z.NEVER
  })

/** The address of an existing account, which may have been stored under an earlier rule. */
export const storedEmail = z
  .string(enterAddress)
  .trim()
  .min(1, enterAddress)
  .max(1000, notAddress)
  .transform(toStoredAddress)

const tooLong = { error: () => t('passwordTooLong', { max }) }
const count = (text: string) => Array.from(text).length

/** A new password. */
export const newPassword = z
  .string({ error: () => t('enterNewPassword') })
  .refine((text) => text.isWellFormed(), { error: () => t('passwordInvalid') })
  .transform(foldPassword)
  .refine((text) => count(text) >= min, { error: () => t('passwordTooShort', { min }) })
  .refine((text) => count(text) <= max, tooLong)

/** Refuses a weak new password at its field, with the reason. */
export async function requireStrong(field: string, password: string, email?: string): Promise<void> {
  const weakness = await findWeakness(password, email)
  if (weakness) throw new HttpError(422, weakness).at(field)
}

/** The current password of an account; better-auth checks it. */
export const password = z
  .string({ error: () => t('enterPassword') })
  .transform(foldPassword)
  .refine((text) => count(text) <= max, tooLong)

const incompleteLink = { error: () => t('linkIncomplete') }

/** The token of a mailed link. */
export const token = z.string(incompleteLink).regex(/^[\w-]{1,128}$/, incompleteLink)

/** A code from an app, or a recovery code, with any spacing. */
export const code = z
  .string({ error: () => t('enterCode') })
  .max(64, { error: () => t('notCode') })
  .transform((typed, context) => {
    const read = readCode(typed)
    if (read) return read
    context.addIssue(t('enterAnyCode'))
    return z.NEVER
  })

/** The first code from a new app. */
export const firstCode = code
  .refine(({ isRecovery }) => !isRecovery, { error: () => t('enterSixDigits') })
  .transform(({ code: digits }) => digits)

const noPasskey = { error: () => t('noPasskey') }

/** A passkey credential from the browser as JSON text, so that a form can send it. */
export const passkeyCredential = z.string(noPasskey).min(1, noPasskey)

const passkeyMessage = '"passkey" must be the id of a passkey.'

/** The id of one of the reader's passkeys. */
export const passkey = z.string(passkeyMessage).regex(/^[\w-]{1,64}$/, passkeyMessage)
