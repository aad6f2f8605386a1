import { loadPortal, type TopicLink } from '../../lib/content'
import { readAges, summariseSize, type Size } from '../../lib/editing'
import { readLinkStates } from '../../lib/links'
import { count } from './count'
import { fromHere, paint, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'counts the content, and lists the pages that need attention first',
  usage: '',
  help: 'Topics, tutorials, tools, references and words by chapter; the paths with their steps and tutorials; then the pages by their last change in Git, oldest first, with their dead and suspect links.',
  async run({ folder, json }) {
    const portal = await loadPortal(folder)
    const chapters = portal.chapters.map(({ number, head, topics }) => ({
      number,
      chapter: head.sidebartitle,
      ...summariseSize([head, ...topics]),
    }))
    const total = summariseSize([...portal.topics.values()])
    const states = readLinkStates(folder)
    const isLost = ({ url }: TopicLink) => ['dead', 'suspect'].includes(states.get(url)?.verdict ?? '')
    const ages = (await readAges(folder, portal)).map(({ topic, changed }) => ({
      file: fromHere(folder, topic.file),
      changed,
      lostLinks: topic.links.filter(isLost).map(({ url }) => url),
    }))
    const paths = [...portal.paths.values()].map(({ slug, steps, tutorialIds }) => ({
      path: slug,
      steps: steps.length,
      tutorials: tutorialIds.length,
    }))
    if (json) {
      console.log(JSON.stringify({ chapters, total, paths, oldestFirst: ages }, null, 2))
      return 0
    }
    const columns = ['topics', 'tutorials', 'tools', 'references', 'words'] as const
    const line = (name: string, cells: unknown[]) =>
      [name.padEnd(26), ...cells.map((each) => String(each).padStart(11))].join('')
    const row = (name: string, size: Size) =>
      line(
        name,
        columns.map((column) => size[column]),
      )
    console.log(line('', [...columns]))
    for (const chapter of chapters) console.log(row(`${chapter.number} ${chapter.chapter}`, chapter))
    console.log(row('all', total))
    if (paths.length) console.log(`\n${paint.quiet('Paths:')}`)
    for (const { path, steps, tutorials } of paths)
      console.log(`${path.padEnd(26)}${count(steps, 'step')}, ${count(tutorials, 'tutorial')}`)
    console.log(`\n${paint.quiet('Last changed, oldest first:')}`)
    for (const { file, changed, lostLinks } of ages)
      console.log(
        `${changed ?? 'not yet committed'}  ${file}${lostLinks.length ? paint.bad(`  ${count(lostLinks.length, 'dead or suspect link')}`) : ''}`,
      )
    return 0
  },
}
