import { z } from 'zod'
import { confirmAddress } from '@/lib/account'
import { token } from '../account-fields'
import { Refusal, writeAsAnyone } from '../write'

/** Confirms an e-mail address by a mailed link, once. A page with a button asks for it, since mail programs open links by themselves. */
export const POST = writeAsAnyone({
  fields: z.strictObject({ token }),
  form: { page: '/confirm-email', keep: ['token'] },
  async act({ body }) {
    const confirmed = await confirmAddress(body.token)
    if (confirmed === 'void') throw new Refusal(400, 'That link is used up or too old. Ask for a new one on your account’s page.')
    if (confirmed === 'taken') throw new Refusal(409, 'By now there is another account with that address.')
    return { notice: confirmed === 'changed' ? 'This is now the address of your account.' : 'Your address is confirmed.' }
  },
})
