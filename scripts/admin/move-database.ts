import { readEnv } from '../../lib/env'
import { moveDatabase } from '../../lib/operating'
import { endReport, printTable, readVersion, reportRows, UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'copies the database into another, empty one, of the same kind or the other (SQLite, PostgreSQL)',
  usage: '<to-url>',
  help: 'Copies from DATABASE_URL to the given address in one transaction, which is committed only if the rows and checksums of all tables match. Stop the portal first, since later marks are not copied; then set DATABASE_URL to the new address. The old database is not changed. A password in the address would be visible in the process list and the shell’s history: give "-" instead, and the address on standard input.',
  options: { rehearsal: { type: 'boolean' } },
  optionHelp: {
    rehearsal: 'try it while the portal runs: copy and compare everything, then roll back',
  },
  async run({ args: [given, ...rest], options: { rehearsal }, env, json }) {
    if (!given || rest.length) throw new UsageError('Usage: npm run admin -- move <to-url>.')
    const url = given === '-' ? (await process.stdin.toArray()).join('').trim() : given
    if (!/^(file:.|postgres(ql)?:\/\/.)/.test(url))
      throw new UsageError('The new address must begin with "file:" (SQLite) or "postgresql://".')
    const to = readEnv({ DATABASE_URL: url }).database
    const { tables, migrated } = await moveDatabase(env.database, to, readVersion(), {
      rehearsal: rehearsal === true,
      onProgress: reportRows('Moving'),
    })
    endReport()
    if (json) {
      console.log(JSON.stringify({ tables, migrated }, null, 2))
      return 0
    }
    console.log(
      printTable([
        ['table', 'rows', 'checksum (equal)'],
        ...Object.entries(tables).map(([table, { rows, sha256 }]) => [table, String(rows), sha256.slice(0, 16)]),
      ]),
    )
    console.log(
      rehearsal
        ? 'The rehearsal succeeded: everything was copied, compared and rolled back. The other database is empty, and the portal still uses the old one.'
        : 'Moved. Set DATABASE_URL to the new address and start the portal. The old database was not changed.',
    )
    return 0
  },
}
