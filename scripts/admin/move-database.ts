import { readEnv } from '../../lib/env'
import { moveDatabase } from '../../lib/operating'
import { endReport, printTable, readVersion, reportRows, UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'copies all of the database into another, empty one: SQLite, PostgreSQL, either way',
  usage: '<to-url>',
  help: 'From where DATABASE_URL says to the address given, in one transaction there; at the end the rows of each table and their checksum are compared, and only then is anything kept. Stop the portal before, so that no mark is set on what is left behind; afterwards set DATABASE_URL to the new address. The old database stays as it is. An address with a password shows in the list of processes and in the shell’s history: give "-" instead, and the address on standard input.',
  options: { rehearsal: { type: 'boolean' } },
  optionHelp: {
    rehearsal: 'try it while the portal serves: copy and compare what is there now, and keep nothing of it',
  },
  async run({ args: [given, ...rest], options: { rehearsal }, env, json }) {
    if (!given || rest.length) throw new UsageError('Usage: npm run admin -- move <to-url>.')
    const url = given === '-' ? (await process.stdin.toArray()).join('').trim() : given
    if (!/^(file:.|postgres(ql)?:\/\/.)/.test(url))
      throw new UsageError('The address to move to must begin with "file:" (SQLite) or "postgresql://".')
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
        ['table', 'rows', 'checksum, the same in both'],
        ...Object.entries(tables).map(([table, { rows, sha256 }]) => [table, String(rows), sha256.slice(0, 16)]),
      ]),
    )
    console.log(
      rehearsal
        ? 'It works: all of it was copied and compared, and taken back. The other database is empty, and the portal uses the old one.'
        : 'Moved. Set DATABASE_URL to the new address and start the portal; the old database is as it was.',
    )
    return 0
  },
}
