import { createHash } from 'node:crypto'
import { deriveFromContent, getContentVersion, getPortal, type Portal } from '../../lib/content'
import type { Env } from '../../lib/env'
import { getHistory } from '../../lib/history'
import { getLinkStates } from '../../lib/links'

/**
 * Returns a function from addresses to page versions: hashes of everything that the page shows. Editing a topic's text
 * changes only the version of its page; editing what the sidebar or other topics show changes the versions of all
 * pages. All processes compute the same versions.
 */
export function createVersioning(
  env: Pick<Env, 'baseUrl' | 'publicUrl' | 'github'>,
  buildId: string,
): (address: string) => Promise<string> {
  const build = digest(buildId, env.baseUrl, env.publicUrl ?? '', String(Boolean(env.github)))
  return async (address) => {
    const portal = await getPortal()
    const topic = portal.topics.get(address.slice(1))
    if (!topic) return digest(build, getContentVersion())
    const versions = deriveFromContent('page versions', () => new Map<string, string>())
    const known = versions.get(address)
    if (known) return known
    const { history, repository } = await getHistory()
    const states = getLinkStates()
    const version = digest(
      build,
      deriveFromContent('outline', () => digest(...outline(portal))),
      JSON.stringify([
        topic.source,
        topic.level,
        topic.needs,
        topic.links.map(({ url }) => states.get(url)),
        topic.pictures,
        repository,
        history.get(topic.file),
      ]),
    )
    versions.set(address, version)
    return version
  }
}

/** The properties of topics and their resources that any page may show. */
const ofTopics = [
  'slug',
  'title',
  'category',
  'sidebartitle',
  'meta',
  'sortorder',
  'chapter',
  'toc',
  'file',
  'tutorialIds',
]
const ofResources = ['resources', 'id', 'href', 'title', 'kind', 'medium', 'year', 'minutes']

/** Returns the parts of the content that any page may show. */
function outline({ settings, topics, paths, moves }: Portal): string[] {
  return [
    JSON.stringify([...topics.values()], [...ofTopics, ...ofResources]),
    JSON.stringify([...paths.values()], ['slug', 'sidebartitle']),
    JSON.stringify([settings, [...moves.topics], [...moves.resources]]),
  ]
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, 16)
}
