import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { getContentFolder, deriveFromContent, getSettings, type Settings } from './content'

const run = promisify(execFile)

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

/** The repository of the content, on a site for pull requests. */
export interface Repository {
  /** Without a slash at the end. */
  url: string
  /** The content folder, from the top of the repository. */
  folder: string
  /** The address that edits a file of the content, with `{path}`, where the content names one. */
  edit?: string
}

/** Returns the history of each file below a folder, by path from there; empty without Git. */
export async function readHistory(folder: string): Promise<Map<string, FileHistory>> {
  const log = await git(folder, [
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
  const file = (await git(folder, ['rev-parse', '--git-path', 'shallow'])).trim()
  if (!file) return new Set()
  const hashes = await readFile(path.resolve(folder, file), 'utf8').catch(() => '')
  return new Set(hashes.split('\n').filter(Boolean))
}

/**
 * Returns `REPOSITORY_URL`, or what the content names, or the address of the remote "origin" if it is on the web;
 * otherwise null.
 */
export async function readRepository(
  folder: string,
  configured = process.env.REPOSITORY_URL,
  { repository, edit }: Partial<Pick<Settings, 'repository' | 'edit'>> = {},
): Promise<Repository | null> {
  const remote = configured || repository || (await git(folder, ['remote', 'get-url', 'origin'])).trim()
  const url = remote.replace(/^git@([^:]+):/, 'https://$1/').replace(/(\.git)?(?<!\/)\/*$/, '')
  if (!/^https?:\/\/[^/@]+\/./.test(url)) return null
  const top = (await git(folder, ['rev-parse', '--show-toplevel'])).trim()
  const below = top ? path.relative(top, folder).replaceAll(path.sep, '/') : 'content'
  return { url, folder: below, ...(edit && !configured && { edit }) }
}

/** Returns the address at which a content file is edited. */
export function formatEditAddress({ url, folder, edit }: Repository, file: string): string {
  return (edit ?? [url, 'edit/main', folder, '{path}'].filter(Boolean).join('/')).replace('{path}', () => file)
}

/** Returns the address of the form that reports a dead link on a page. */
export function formatReportAddress({ url }: Repository, slug: string): string {
  if (/^https?:\/\/[^/]*gitlab/i.test(url))
    return `${url}/-/issues/new?${new URLSearchParams({ 'issue[title]': `Dead link on /${slug}` })}`
  return `${url}/issues/new?${new URLSearchParams({ template: 'dead-link.yml', title: `Dead link on /${slug}`, page: `/${slug}` })}`
}

/** Returns the address of the repository's form for suggesting a tutorial or a topic. */
export function formatSuggestAddress({ url }: Repository, subject: string): string {
  return `${url}/issues/new?${new URLSearchParams({ template: 'suggestion.yml', title: `Suggestion: ${subject}`, subject })}`
}

/** Returns the history and repository of the content, read once per version of it. */
export async function getHistory(): Promise<{ history: Map<string, FileHistory>; repository: Repository | null }> {
  const history = deriveFromContent('history', () => readHistory(getContentFolder()))
  const repository = getRepository()
  return { history: await history, repository: await repository }
}

/** Returns the repository of the content, read once per version of it. */
export async function getRepository(): Promise<Repository | null> {
  return deriveFromContent('repository', async () => readRepository(getContentFolder(), undefined, await getSettings()))
}

/** Returns Git's output; empty without Git, a repository or a commit. */
async function git(folder: string, args: string[]): Promise<string> {
  try {
    return (await run('git', args, { cwd: folder, maxBuffer: 1 << 28 })).stdout
  } catch {
    return ''
  }
}
