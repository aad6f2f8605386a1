import { readStatus } from '../../lib/operating'
import { printBytes, printTable, readVersion, UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'shows the database, readers, marks, migrations and the last backup',
  usage: '',
  help: 'Changes nothing. The last backup is the latest that "backup" made on this machine.',
  async run({ args, env, json }) {
    if (args.length) throw new UsageError('Usage: npm run admin -- status.')
    const { lastBackup, migrations, ...status } = await readStatus(env)
    if (json) {
      console.log(JSON.stringify({ version: readVersion(), ...status, migrations, lastBackup }, null, 2))
      return 0
    }
    const { applied, pending, unknown } = migrations
    console.log(
      printTable([
        ['version', readVersion()],
        ['database', `${status.database}, ${printBytes(status.bytes)}`],
        ['readers', `${status.readers}, and ${status.guests} guests`],
        ['marks', String(status.marks)],
        ['sessions', String(status.sessions)],
        [
          'migrations',
          [
            `${applied.length} applied`,
            ...(pending.length ? [`pending: ${pending.join(', ')}`] : []),
            ...(unknown.length ? [`of a newer Lectern: ${unknown.join(', ')}`] : []),
          ].join('; '),
        ],
        [
          'last backup',
          lastBackup
            ? `${lastBackup.at}, ${lastBackup.file} (${lastBackup.there ? printBytes(lastBackup.bytes) : 'no longer there'})`
            : 'none known',
        ],
      ]),
    )
    return 0
  },
}
