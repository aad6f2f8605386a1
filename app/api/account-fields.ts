import { z } from 'zod'
import { passwordLength } from '@/lib/auth'

// What forms about an account ask for, each with a sentence a fault.

const { min, max } = passwordLength

export const name = z.string('Type a name.').trim().min(1, 'Type a name.').max(80, 'The name must be at most 80 characters long.')

export const email = z.string('Type your e-mail address.').trim().max(254, 'That is not an e-mail address.').pipe(z.email('That is not an e-mail address.'))

export const newPassword = z
  .string('Type a password.')
  .min(min, `The password must be at least ${min} characters long.`)
  .max(max, `The password must be at most ${max} characters long.`)

/** A password that an account has already; which one, better-auth knows. */
export const password = z.string('Type your password.').max(128, 'The password must be at most 128 characters long.')

export const token = z.string('The link is not whole.').regex(/^[\w-]{1,128}$/, 'The link is not whole. Copy all of it from the message.')
