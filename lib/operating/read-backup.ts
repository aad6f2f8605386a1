import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { UserFacingError } from '../env'
import { headerSchema, type Copy, type Header } from './copy'
import { most, startSum, type Sum } from './rows'
import type { Value } from './tables'

const endSchema = z.object({
  end: z.literal(true),
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
  sha256: z.string(),
})

/** Opens a backup. Each pass over its rows verifies every byte, and throws a UserFacingError at the first fault. */
export async function readBackup(file: string): Promise<Copy> {
  const header = await readHeader(file)
  const sums: Record<string, Sum> = {}
  return { header, rows: () => readAll(file, header, sums), sums: () => sums }
}

async function readHeader(file: string): Promise<Header> {
  for await (const line of readLines(file)) {
    const json = parse(line, file)
    const parsed = headerSchema.safeParse(json)
    if (parsed.success) return parsed.data
    const { format, version } = (json ?? {}) as { format?: unknown; version?: unknown }
    throw new UserFacingError(
      format === 'lectern-backup' && typeof version === 'number' && version > 1
        ? `${file} was made by a newer Lectern. Restore it with that version.`
        : `${file} is not a Lectern backup.`,
    )
  }
  throw new UserFacingError(`${file} is empty.`)
}

async function* readAll(
  file: string,
  header: Header,
  sums: Record<string, Sum>,
): AsyncGenerator<{ table: string; rows: Value[][] }> {
  const damaged = (what: string) =>
    new UserFacingError(`${file} is damaged: ${what}. Nothing was changed; use another backup.`)
  const hash = createHash('sha256')
  let table = ''
  let sum = startSum()
  let rows: Value[][] = []
  let length = 0
  let end: z.infer<typeof endSchema> | undefined
  for await (const line of readLines(file)) {
    if (end) throw damaged('there is data after its end')
    const json = parse(line, file)
    if (Array.isArray(json) && table) {
      hash.update(line)
      sum.add([line])
      length += line.length
      if (rows.push(json as Value[]) < most.rows && length < most.bytes) continue
    }
    if (rows.length) yield { table, rows }
    rows = []
    length = 0
    if (Array.isArray(json)) continue
    if (table) sums[table] = sum.end()
    table = ''
    end = endSchema.safeParse(json).data
    if (end) continue
    hash.update(line)
    const next = (json as { table?: unknown } | null)?.table
    if (typeof next !== 'string') continue
    ;[table, sum] = [next, startSum()]
  }
  if (!end) throw damaged('its end is missing')
  if (hash.digest('hex') !== end.sha256) throw damaged('its checksum does not match')
  for (const { name, rows: counted } of header.tables) {
    const found = (sums[name] ??= startSum().end())
    if (found.rows !== counted || (counted > 0 && found.sha256 !== end.tables[name]?.sha256))
      throw damaged(`it holds ${found.rows} of ${counted} rows of "${name}"`)
  }
}

function parse(line: string, file: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new UserFacingError(`${file} is not a Lectern backup, or is damaged.`)
  }
}

/** Reads the lines of a compressed file, line ends included. node:readline would also split at other characters. */
async function* readLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const unzipped = source.on('error', (error) => unzipped.destroy(error)).pipe(createGunzip())
  let rest: Buffer[] = []
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      let start = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        yield Buffer.concat([...rest, chunk.subarray(start, end + 1)]).toString('utf8')
        rest = []
        start = end + 1
      }
      rest.push(chunk.subarray(start))
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (/^Z_/.test(code))
      throw new UserFacingError(
        `${file} can't be unpacked: it is damaged, cut off or not a Lectern backup. Nothing was changed; use another backup.`,
      )
    if (/^E[A-Z]+$/.test(code)) throw new UserFacingError(`${file} can't be read (${code}).`)
    throw error
  } finally {
    source.destroy()
    unzipped.destroy()
  }
  if (Buffer.concat(rest).length)
    throw new UserFacingError(`${file} is damaged: its end is missing. Nothing was changed; use another backup.`)
}
