import { realpath } from 'node:fs/promises'
import path from 'node:path'
import type { Settings } from '../content'
import { askGit } from './ask-git'
import { readHistoryFile } from './read-history-file'

/** The repository of the content, on a site for pull requests. */
export interface Repository {
  /** Without a slash at the end. */
  url: string
  /** The content folder, from the top of the repository. */
  folder: string
  /** The address that edits a file of the content, with `{path}`, where the content names one. */
  edit?: string
}

/**
 * Returns `REPOSITORY_URL`, or what the content names, or the address of the remote "origin", of Git or as
 * `history.json` has it, if it is on the web; otherwise null.
 */
export async function readRepository(
  folder: string,
  configured = process.env.REPOSITORY_URL,
  { repository, edit }: Partial<Pick<Settings, 'repository' | 'edit'>> = {},
): Promise<Repository | null> {
  const top = (await askGit(folder, ['rev-parse', '--show-toplevel'])).trim()
  // In a copy without Git, the file says what Git said where it was written.
  const noted = top ? undefined : (await readHistoryFile(folder))?.repository
  const remote =
    configured || repository || (await askGit(folder, ['remote', 'get-url', 'origin'])).trim() || noted?.url || ''
  const url = remote.replace(/^git@([^:]+):/, 'https://$1/').replace(/(\.git)?(?<!\/)\/*$/, '')
  if (!/^https?:\/\/[^/@]+\/./.test(url)) return null
  const below = top
    ? path.relative(top, await realpath(folder)).replaceAll(path.sep, '/')
    : (noted?.folder ?? 'content')
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
