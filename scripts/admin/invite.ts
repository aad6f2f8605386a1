import { readEmailAddress } from '../../lib/email-address'
import { UserFacingError } from '../../lib/env'
import { closeDatabase, inviteReader } from '../../lib/operating'
import { UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'invites somebody to make an account, where SIGN_UP is "invited"',
  usage: '<email>',
  help: 'The link works once and for seven days, for that address alone. It is mailed where mail is set up, and printed otherwise. A new invitation replaces an earlier one.',
  async run({ args: [typed, ...rest], json, env }) {
    if (!typed || rest.length) throw new UsageError('Usage: npm run admin -- invite <email>.')
    const email = readEmailAddress(typed)
    if (!email) throw new UserFacingError(`${typed} is not an email address.`)
    if (env.signUp === 'closed')
      throw new UserFacingError('SIGN_UP is "closed": nobody can make an account. Set it to "invited" first.')
    try {
      const invitation = await inviteReader(email)
      if (!invitation) throw new UserFacingError(`There is an account with the address ${email} already.`)
      const { link, mailed } = invitation
      console.log(
        json
          ? JSON.stringify({ email, mailed, ...(mailed ? {} : { link }) })
          : mailed
            ? `Mailed an invitation to ${email}.`
            : `Give this link to ${email}: it works once, for seven days.\n${link}`,
      )
      return 0
    } finally {
      await closeDatabase()
    }
  },
}
