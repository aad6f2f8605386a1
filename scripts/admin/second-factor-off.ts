import { UserFacingError } from '../../lib/env'
import { closeDatabase, findReader, turnSecondFactorOff } from '../../lib/operating'
import { UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'turns a reader’s second factor off, who lost their app and their recovery codes',
  usage: '<id|e-mail>',
  help: 'Be sure first that it is they who ask: from then on the password alone opens the account. Their address is told, where mail is set up.',
  async run({ args: [who, ...rest], json }) {
    if (!who || rest.length) throw new UsageError('Usage: npm run admin -- second-factor-off <id|e-mail>.')
    try {
      const reader = await findReader(who)
      if (!reader) throw new UserFacingError(`There is no reader with the id or address ${who}.`)
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
