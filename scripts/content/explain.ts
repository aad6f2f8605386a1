import { loadPortal } from '../../lib/content'
import { count } from './count'
import { fromHere, paint, UsageError, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'shows how each link to another site is classified, and why',
  usage: '[slug …]',
  help: 'For each link of the given pages, or of all: tutorial, tool, reference or mention, the rule that decided, and the id of readers’ marks.',
  async run({ args, folder, json }) {
    const { topics } = await loadPortal(folder)
    const unknown = args.find((slug) => !topics.has(slug))
    if (unknown) throw new UsageError(`No topic has the slug "${unknown}".`)
    const explained = [...topics.values()]
      .filter(({ slug }) => args.length === 0 || args.includes(slug))
      .map(({ slug, file, links }) => ({
        slug,
        file: fromHere(folder, file),
        links: links.map(({ url, text, title, line, verdict, id, clause }) => ({
          url,
          text,
          title,
          line,
          verdict,
          id,
          clause,
        })),
      }))
    if (json) console.log(JSON.stringify(explained, null, 2))
    else
      for (const { slug, file, links } of explained) {
        console.log(
          `${slug}: ${count(links.length, 'link')}, of which ${count(links.filter(({ verdict }) => verdict !== 'mention').length, 'is a resource', 'are resources')}`,
        )
        for (const { url, text, title, line, verdict, id, clause } of links)
          console.log(
            `  ${file}:${line} ${verdict === 'mention' ? paint.quiet(verdict) : paint.good(verdict)} “${text}”${title ? `, titled “${title}”,` : ''} ${url}\n    ${paint.quiet(`${clause}${id ? `; id ${id}` : ''}`)}`,
          )
      }
    return 0
  },
}
