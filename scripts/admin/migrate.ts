import { migrate } from '../../lib/db'
import { readMigrationStatus } from '../../lib/operating'
import { UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'brings the database up to date, as each start does; --status only lists migrations',
  usage: '',
  help: 'Applies pending migrations in one transaction and lists them; several processes may do so at once. With --status, changes nothing and exits with 1 if migrations are pending.',
  options: { status: { type: 'boolean' } },
  optionHelp: { status: 'list applied and pending migrations' },
  async run({ args, options: { status }, env, json }) {
    if (args.length) throw new UsageError('Usage: npm run admin -- migrate [--status].')
    if (!status) {
      const applied = await migrate(env.database)
      console.log(
        json
          ? JSON.stringify({ applied }, null, 2)
          : applied.length
            ? `Applied ${applied.join(', ')}.`
            : 'Nothing to apply.',
      )
      return 0
    }
    const found = await readMigrationStatus(env.database)
    if (json) console.log(JSON.stringify(found, null, 2))
    else
      for (const [state, names] of Object.entries({
        applied: found.applied.filter((name) => !found.unknown.includes(name)),
        pending: found.pending,
        'of a newer Lectern': found.unknown,
      }))
        for (const name of names) console.log(`${name}  ${state}`)
    return found.pending.length ? 1 : 0
  },
}
