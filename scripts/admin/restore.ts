import path from 'node:path'
import { restoreBackup } from '../../lib/operating'
import { endReport, reportRows, UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'puts a backup into the database, if it is empty or with --replace',
  usage: '<file>',
  help: 'Reads the whole file and its checksum first; then fills the database in one transaction, compares every table with the file, and brings it up to date. Any fault leaves the database as it was. Stop the portal before. Accounts deleted after the backup was made come back with it; with --replace those that may have been are listed.',
  options: { replace: { type: 'boolean' }, force: { type: 'boolean' } },
  optionHelp: {
    replace: 'replace what is in the database',
    force: 'although other programs are connected to the database',
  },
  async run({ args: [name, ...rest], options: { replace, force }, env, json }) {
    if (!name || rest.length) throw new UsageError('Usage: npm run admin -- restore <file> [--replace].')
    const { header, migrated, returned, tables } = await restoreBackup(env.database, path.resolve(name), {
      replace: replace === true,
      besideOthers: force === true,
      onProgress: reportRows('Restoring'),
    })
    endReport()
    if (json) {
      console.log(JSON.stringify({ createdAt: header.createdAt, tables, migrated, returned }, null, 2))
      return 0
    }
    const rows = Object.values(tables).reduce((sum, each) => sum + each.rows, 0)
    console.log(`Restored ${rows} rows as they were at ${header.createdAt}.`)
    if (migrated.length) console.log(`Brought up to date: ${migrated.join(', ')}.`)
    if (returned.length)
      console.log(
        `${returned.length} accounts were not in the database any more. Delete again those whose readers had deleted them (npm run admin -- delete-user <id>):\n${returned.map((id) => `  ${id}`).join('\n')}`,
      )
    return 0
  },
}
