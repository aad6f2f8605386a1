import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { deriveResourceId } from '../content'
import { askGit } from './ask-git'

/** A content file's history in Git. */
export interface FileHistory {
  /** The day of its last commit, as in 2026-11-23. */
  updated: string
  /** Authors of its commits, the latest first. */
  contributors: string[]
  /** The time of its last commit. */
  changed: Date
  /** The time of its first commit, under any name; null if the history does not reach back to it. */
  added: Date | null
}

/** Returns the history of each file below a folder, by path from there; empty without Git. */
export async function readHistory(folder: string): Promise<Map<string, FileHistory>> {
  const log = await askGit(folder, [
    'log',
    '--format=%x00%H%x09%cs%x09%cI%x09%aN',
    '--name-status',
    '--find-renames',
    '--relative',
    '--',
    '.',
  ])
  const cut = await readCut(folder)
  const history = new Map<string, FileHistory>()
  // Former paths of a file → its current path. Commits come latest first.
  const names = new Map<string, string>()
  for (const commit of log.split('\0').slice(1)) {
    const [head = '', ...lines] = commit.split('\n').filter(Boolean)
    const [hash = '', updated = '', moment = '', author = ''] = head.split('\t')
    // At the cut of a shallow clone, one commit seems to have created all files.
    if (cut.has(hash)) continue
    for (const line of lines) {
      const [status = '', first = '', second] = line.split('\t')
      const name = second ?? first
      const file = names.get(name) ?? name
      if (second !== undefined) names.set(first, file)
      const known = history.get(file) ?? { updated, contributors: [], changed: new Date(moment), added: null }
      if (!known.contributors.includes(author)) known.contributors.push(author)
      known.added = status === 'A' ? new Date(moment) : null
      history.set(file, known)
    }
  }
  return history
}

/** Returns the commits at which the history of a shallow clone is cut off. */
async function readCut(folder: string): Promise<Set<string>> {
  const file = (await askGit(folder, ['rev-parse', '--git-path', 'shallow'])).trim()
  if (!file) return new Set()
  const hashes = await readFile(path.resolve(folder, file), 'utf8').catch(() => '')
  return new Set(hashes.split('\n').filter(Boolean))
}

/** When each link first appeared on its page: page → resource id → time. */
export type FirstSeen = ReadonlyMap<string, ReadonlyMap<string, Date>>

/** Returns the times of the commits that added each link to each page below a folder; empty without Git. */
export async function readFirstSeen(folder: string): Promise<FirstSeen> {
  const log = await askGit(folder, [
    'log',
    '--format=%x00%H%x09%cI',
    '--patch',
    '--unified=0',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    '--find-renames',
    '--relative',
    '--',
    '*.mdx',
  ])
  const cut = await readCut(folder)
  const seen = new Map<string, Map<string, Date>>()
  const names = new Map<string, string>()
  // Commits come latest first, so that the earliest time is the last one set.
  for (const commit of log.split('\0').slice(1)) {
    const [head = '', ...lines] = commit.split('\n')
    const [hash = '', moment = ''] = head.split('\t')
    if (cut.has(hash)) continue
    let from = ''
    let ids = new Map<string, Date>()
    for (const line of lines) {
      if (line.startsWith('rename from ')) from = line.slice('rename from '.length)
      else if (line.startsWith('rename to ')) {
        const to = line.slice('rename to '.length)
        names.set(from, names.get(to) ?? to)
      } else if (line.startsWith('+++ b/')) {
        const name = line.slice('+++ b/'.length)
        const file = names.get(name) ?? name
        ids = seen.get(file) ?? new Map<string, Date>()
        seen.set(file, ids)
      } else if (line.startsWith('+'))
        for (const [url] of line.matchAll(/https?:\/\/[^\s)"'<>\]]+/gi))
          ids.set(deriveResourceId(url), new Date(moment))
    }
  }
  return seen
}
