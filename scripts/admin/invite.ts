import { readEmailAddress } from '../../lib/email-address'
import { UserFacingError } from '../../lib/env'
import { closeDatabase, inviteReader } from '../../lib/operating'
import { UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'invites someone to create an account, if SIGN_UP is "invited"',
  usage: '<email>',
  help: 'The link works once, for seven days and for that address only. It is mailed if mail is set up, and printed otherwise. A new invitation replaces an earlier one.',
  async run({ args: [typed, ...rest], json, env }) {
    if (!typed || rest.length) throw new UsageError('Usage: npm run admin -- invite <email>.')
    const email = readEmailAddress(typed)
    if (!email) throw new UserFacingError(`${typed} is not an email address.`)
    if (env.signUp === 'closed')
      throw new UserFacingError('SIGN_UP is "closed", so that no one can create an account. Set it to "invited" first.')
    try {
      const invitation = await inviteReader(email)
      if (!invitation) throw new UserFacingError(`An account with the address ${email} already exists.`)
      const { link, mailed } = invitation
      console.log(
        json
          ? JSON.stringify({ email, mailed, ...(mailed ? {} : { link }) })
          : mailed
            ? `Mailed an invitation to ${email}.`
            : `Send this link to ${email}. It works once, for seven days.\n${link}`,
      )
      return 0
    } finally {
      await closeDatabase()
    }
  },
}
