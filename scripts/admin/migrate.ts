import { migrate } from '../../lib/db'
import { readMigrationStatus } from '../../lib/operating'
import { UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'brings the database up to date, as every start does; --status only looks',
  usage: '',
  help: 'Applies the migrations that the database lacks, in one transaction, and names them; any number of processes may do so at once. With --status changes nothing: exit code 1 where something is to be applied.',
  options: { status: { type: 'boolean' } },
  optionHelp: { status: 'list what is applied and what is not' },
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
