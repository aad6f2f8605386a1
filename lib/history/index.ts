import { deriveFromContent, getContentFolder, getSettings } from '../content'
import { readFirstSeen, readHistory, type FileHistory, type FirstSeen } from './git-history'
import { readHistoryFile } from './read-history-file'
import { readRepository, type Repository } from './repository'

export { readHistory, type FileHistory, type FirstSeen } from './git-history'
export { listLinks, writeHistoryFile } from './write-history-file'
export { formatEditAddress, formatReportAddress, formatSuggestAddress, type Repository } from './repository'

/** Returns the history and repository of the content, read once per version of it. */
export async function getHistory(): Promise<{ history: Map<string, FileHistory>; repository: Repository | null }> {
  const history = deriveFromContent('history', async () => {
    const ofGit = await readHistory(getContentFolder())
    return ofGit.size ? ofGit : ((await readHistoryFile(getContentFolder()))?.history ?? ofGit)
  })
  const repository = getRepository()
  return { history: await history, repository: await repository }
}

/** Returns the repository of the content, read once per version of it. */
export async function getRepository(): Promise<Repository | null> {
  return deriveFromContent('repository', async () => readRepository(getContentFolder(), undefined, await getSettings()))
}

/** Returns when each link first appeared on its page, read once per version of the content. */
export async function getFirstSeen(): Promise<FirstSeen> {
  return deriveFromContent('first seen', async () => {
    const ofGit = await readFirstSeen(getContentFolder())
    return ofGit.size ? ofGit : ((await readHistoryFile(getContentFolder()))?.firstSeen ?? ofGit)
  })
}
