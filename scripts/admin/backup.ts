import path from 'node:path'
import { writeBackup } from '../../lib/operating'
import { endReport, printBytes, readVersion, reportRows, UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'writes all of the database into one file, while the portal serves',
  usage: '[file]',
  help: 'The file holds every table as it is at one moment, for either kind of database; restore and move read it. Without a name it is <DATA_DIR>/backups/<time>.jsonl.gz. It is readable by its owner alone. It does not hold the secret that signs sessions (AUTH_SECRET, or <DATA_DIR>/secret): keep that in another place; with another one every reader has to sign in again, and guests can’t.',
  async run({ args: [name, ...rest], env, json }) {
    if (rest.length) throw new UsageError('Usage: npm run admin -- backup [file].')
    const time = new Date().toISOString().replace(/\.\d+/, '').replaceAll(':', '-')
    const file = path.resolve(name ?? path.join(env.dataDir, 'backups', `${time}.jsonl.gz`))
    const stop = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
    try {
      const { bytes, header } = await writeBackup(env, file, readVersion(), {
        signal: stop.signal,
        onProgress: reportRows('Backing up'),
      })
      endReport()
      const rows = header.tables.reduce((sum, each) => sum + each.rows, 0)
      console.log(
        json
          ? JSON.stringify(
              {
                file,
                bytes,
                createdAt: header.createdAt,
                rows,
                tables: Object.fromEntries(header.tables.map((each) => [each.name, each.rows])),
              },
              null,
              2,
            )
          : `Backed up ${rows} rows into ${file} (${printBytes(bytes)}), and read it again to its end.`,
      )
      return 0
    } catch (error) {
      if (!stop.signal.aborted) throw error
      endReport()
      console.error('Stopped; no backup was made.')
      return 1
    }
  },
}
