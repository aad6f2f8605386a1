import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { historyFile } from '../content'
import { getLog } from '../observing'
import type { FileHistory, FirstSeen } from './git-history'

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

/** `history.json`: the content's Git history, for a copy without Git. */
const shape = z.object({
  format: z.literal(1),
  repository: z.object({ url: z.string(), folder: z.string() }).nullable(),
  files: z.record(
    z.string(),
    z.object({
      changed: moment,
      added: moment.nullable(),
      updated: z.iso.date(),
      contributors: z.array(z.string()),
      links: z.record(z.string(), moment).optional(),
    }),
  ),
})

/** The contents of `history.json`. */
export interface HistoryFile {
  repository: { url: string; folder: string } | null
  history: Map<string, FileHistory>
  firstSeen: FirstSeen
}

/** Reads `history.json` of a content folder. Returns null if it is missing or invalid; logs an invalid one. */
export async function readHistoryFile(folder: string): Promise<HistoryFile | null> {
  try {
    const { repository, files } = shape.parse(JSON.parse(await readFile(path.join(folder, historyFile), 'utf8')))
    const entries = Object.entries(files)
    return {
      repository,
      history: new Map(
        entries.map(([file, { updated, contributors, changed, added }]) => [
          file,
          { updated, contributors, changed, added },
        ]),
      ),
      firstSeen: new Map(entries.map(([file, { links = {} }]) => [file, new Map(Object.entries(links))])),
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      getLog().error(
        { err: error },
        `${path.join(folder, historyFile)} can’t be used, so pages have no dates. Recreate it with: npm run content -- history`,
      )
    return null
  }
}
