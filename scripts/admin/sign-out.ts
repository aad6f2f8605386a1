import { UserFacingError } from '../../lib/env'
import { closeDatabase, endAllSessions, endSessionsOf, findReader } from '../../lib/operating'
import { UsageError, type Verb } from './admin-verb'

const usage = 'Usage: npm run admin -- sign-out <id|email>, or --all.'

export const verb: Verb = {
  summary: 'ends the sessions of a reader, or of all readers',
  usage: '<id|email> | --all',
  help: 'Takes effect with the next request of each browser, in every process of the portal. --all does not end guests’ sessions, without which they would lose their marks.',
  options: { all: { type: 'boolean' } },
  optionHelp: { all: 'end the sessions of all readers with an account' },
  async run({ args: [who, ...rest], options: { all }, json }) {
    if (rest.length || Boolean(who) === Boolean(all)) throw new UsageError(usage)
    try {
      const reader = who ? await findReader(who) : null
      if (who && !reader) throw new UserFacingError(`No reader has the id or address ${who}.`)
      const ended = reader ? await endSessionsOf(reader.id) : await endAllSessions()
      console.log(
        json
          ? JSON.stringify({ ended })
          : `Ended ${ended} ${ended === 1 ? 'session' : 'sessions'}${reader ? ` of ${reader.id}` : ''}.`,
      )
      return 0
    } finally {
      await closeDatabase()
    }
  },
}
