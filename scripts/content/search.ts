import { loadPortal } from '../../lib/content'
import { readExpectedSearches, searchesFile, trySearches } from '../../lib/editing'
import { getSearchIndex, parseQuery, search } from '../../lib/search'
import { count } from './count'
import { fromHere, paint, UsageError, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'shows or tests the first results of a search',
  usage: '[<words>]',
  help: `Searches like readers. With words, shows the results; without, runs every query of ${searchesFile} and lists those with another first result than expected.`,
  async run({ folder, args, json }) {
    const portal = await loadPortal(folder)
    if (args.length > 0) {
      const answer = search(await getSearchIndex(portal), parseQuery(args.join(' ')), { most: 8, sections: 2 })
      if (json) console.log(JSON.stringify(answer, null, 2))
      else console.log(describe(answer).join('\n'))
      return answer.topics.total + answer.resources.total > 0 ? 0 : 1
    }
    const searches = await readExpectedSearches(folder)
    if (!searches)
      throw new UsageError(
        `There is no ${fromHere(folder, searchesFile)}. Write queries with their expected first result into it, such as "csrf: cross-site-attacks", or give words to search for.`,
      )
    const tried = await trySearches(portal, searches)
    const wrong = tried.filter(({ isRight }) => !isRight)
    if (json) console.log(JSON.stringify(tried, null, 2))
    else
      for (const { query, expected, first } of wrong)
        console.log(`${query}: finds ${paint.bad(first)} first instead of ${expected.join(' or ')}`)
    console.error(`${count(tried.length, 'search', 'searches')}, ${wrong.length} with an unexpected first result.`)
    return wrong.length > 0 ? 1 : 0
  },
}

function describe({ lead, topics, resources }: ReturnType<typeof search>): string[] {
  const byTopic = topics.found.flatMap(({ slug, title, sections }) => [
    `/${slug}  ${title.join('')}`,
    ...sections.map(({ id, title }) => `  /${slug}#${id}  ${title.join('')}`),
  ])
  const byResource = resources.found.map(
    ({ title, host, topic }) => `${title.join('')}  ${host.join('')}, /${topic.slug}`,
  )
  const groups = [
    [count(topics.total, 'topic'), ...byTopic],
    [count(resources.total, 'tutorial or tool', 'tutorials and tools'), ...byResource],
  ]
  return (lead === 'topics' ? groups : groups.reverse()).flatMap(([title, ...lines]) => [paint.quiet(title!), ...lines])
}
