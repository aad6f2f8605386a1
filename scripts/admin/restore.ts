import path from 'node:path'
import { restoreBackup } from '../../lib/operating'
import { endReport, reportRows, UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'restores a backup into an empty database, or over an existing one with --replace',
  usage: '<file>',
  help: 'Stop the portal first. Verifies the file and its checksum, then fills the database in one transaction, compares every table with the file, and applies newer migrations. After any error, the database is unchanged. Accounts deleted since the backup come back; --replace lists those that may have been.',
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
    console.log(`Restored ${rows} rows as of ${header.createdAt}.`)
    if (migrated.length) console.log(`Brought up to date: ${migrated.join(', ')}.`)
    if (returned.length)
      console.log(
        `${returned.length} accounts were no longer in the database. If readers deleted theirs, delete them again (npm run admin -- delete-user <id>):\n${returned.map((id) => `  ${id}`).join('\n')}`,
      )
    return 0
  },
}
