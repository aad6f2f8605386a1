import { z } from 'zod'
import { callAuth } from '../../../call-auth'
import { Refusal, write } from '../../../write'
import { onAccountPage, requireAccount } from '../../proof'

/** Takes GitHub away from the ways into the reader’s account, never the last of them. */
export const POST = write({
  fields: z.strictObject({}),
  form: onAccountPage('github'),
  async act({ reader, request }) {
    const { github, hasPassword } = await requireAccount(reader)
    if (github && !hasPassword) throw new Refusal(409, 'That is the only way into your account. Set a password first.')
    const cookies = github ? (await callAuth(request, '/unlink-account', { accountId: github })).cookies : []
    return { notice: 'GitHub does not open your account any more.', cookies }
  },
})
