import { UserFacingError } from '../../lib/env'
import { closeDatabase, endAllSessions, endSessionsOf, findReader } from '../../lib/operating'
import { UsageError, type Verb } from './admin-verb'

const usage = 'Usage: npm run admin -- sign-out <id|email>, or --all.'

export const verb: Verb = {
  summary: 'ends a reader’s sessions, or those of all readers, at once',
  usage: '<id|email> | --all',
  help: 'They are signed out of every browser, for every process of the portal, from their next request on. Guests keep their sessions with --all: these are the only way to their marks.',
  options: { all: { type: 'boolean' } },
  optionHelp: { all: 'the sessions of all readers with an account' },
  async run({ args: [who, ...rest], options: { all }, json }) {
    if (rest.length || Boolean(who) === Boolean(all)) throw new UsageError(usage)
    try {
      const reader = who ? await findReader(who) : null
      if (who && !reader) throw new UserFacingError(`There is no reader with the id or address ${who}.`)
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
