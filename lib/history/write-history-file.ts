import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { deriveResourceId, historyFile, type Topic } from '../content'
import { UserFacingError } from '../env'
import { readFirstSeen, readHistory } from './git-history'
import { readRepository } from './repository'

/**
 * Returns the text of `history.json` for a content folder in a Git repository. `links` lists the resources to date, by
 * page. Throws a UserFacingError without Git's history.
 */
export async function describeHistory(
  folder: string,
  links: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<string> {
  const [history, firstSeen, repository] = await Promise.all([
    readHistory(folder),
    readFirstSeen(folder),
    readRepository(folder, ''),
  ])
  if (history.size === 0)
    throw new UserFacingError(
      `There is no Git history of ${folder}. Run this in a Git repository with commits, on a machine with Git.`,
    )
  const files = [...history]
    .filter(([file]) => /\.(mdx|yaml)$/.test(file))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, { updated, contributors, changed, added }]) => {
      const seen = [...(firstSeen.get(file) ?? [])].filter(([id]) => links.get(file)?.has(id))
      return [
        file,
        { updated, changed, added, contributors, ...(seen.length && { links: Object.fromEntries(seen.sort()) }) },
      ] as const
    })
  return `${JSON.stringify({ format: 1, repository, files: Object.fromEntries(files) }, null, 1)}\n`
}

/** Writes `history.json` atomically. `to` is another folder to write it to. */
export async function writeHistoryFile(
  folder: string,
  links: ReadonlyMap<string, ReadonlySet<string>>,
  to = folder,
): Promise<void> {
  const draft = path.join(/* turbopackIgnore: true */ to, `.${historyFile}.${process.pid}`)
  await writeFile(draft, await describeHistory(folder, links))
  await rename(draft, path.join(to, historyFile))
}

/** Returns the ids of the resources to date in `history.json`, by page. */
export function listLinks(topics: Iterable<Topic>): Map<string, Set<string>> {
  return new Map(
    [...topics].map(({ file, resources }) => [file, new Set(resources.map(({ href }) => deriveResourceId(href)))]),
  )
}
