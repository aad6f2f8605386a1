import { realpath } from 'node:fs/promises'
import path from 'node:path'
import type { Settings } from '../content'
import { askGit } from './ask-git'
import { readHistoryFile } from './read-history-file'

/** The repository of the content, on a site for pull requests. */
export interface Repository {
  /** Without a slash at the end. */
  url: string
  /** The path of the content folder in the repository. */
  folder: string
  /** The address that edits a content file, with `{path}`, if `portal.yaml` sets one. */
  edit?: string
}

/**
 * Returns the repository of the content: `REPOSITORY_URL`, otherwise that of `portal.yaml`, otherwise the remote
 * "origin" from Git or `history.json`. Returns null if there is none, or if its address is not on the web.
 */
export async function readRepository(
  folder: string,
  configured = process.env.REPOSITORY_URL,
  { repository, edit }: Partial<Pick<Settings, 'repository' | 'edit'>> = {},
): Promise<Repository | null> {
  const top = (await askGit(folder, ['rev-parse', '--show-toplevel'])).trim()
  // In a copy without Git, `history.json` has the remote and the folder from where it was written.
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
