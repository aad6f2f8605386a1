import { UserFacingError } from '../../lib/env'
import { closeDatabase, findReader, turnSecondFactorOff } from '../../lib/operating'
import { UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'turns off two-factor authentication for a reader who lost their app and their recovery codes',
  usage: '<id|email>',
  help: 'Make sure that the request comes from the reader: afterwards the password alone is enough to sign in. They are notified by mail if mail is set up.',
  async run({ args: [who, ...rest], json }) {
    if (!who || rest.length) throw new UsageError('Usage: npm run admin -- second-factor-off <id|email>.')
    try {
      const reader = await findReader(who)
      if (!reader) throw new UserFacingError(`No reader has the id or address ${who}.`)
      const wasOn = await turnSecondFactorOff(reader)
      console.log(
        json
          ? JSON.stringify({ reader: reader.id, wasOn })
          : wasOn
            ? `Turned off for ${reader.id}.`
            : `It was not on for ${reader.id}.`,
      )
      return 0
    } finally {
      await closeDatabase()
    }
  },
}
