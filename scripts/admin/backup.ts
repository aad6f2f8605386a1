import path from 'node:path'
import { writeBackup } from '../../lib/operating'
import { endReport, printBytes, readVersion, reportRows, UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'writes the whole database into one file, also while the portal runs',
  usage: '[file]',
  help: 'The file contains a consistent copy of every table and can be restored into either kind of database. Without a name it is <DATA_DIR>/backups/<time>.jsonl.gz. Only its owner can read it. It does not contain the secret that signs sessions (AUTH_SECRET, or <DATA_DIR>/secret); store that separately. With another secret, all readers must sign in again, and guests lose their marks.',
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
