import { distance } from 'fastest-levenshtein'
import { deriveResourceId, normaliseAddress } from '../address'
import type { Path, PathStep, Portal, Problem, Resource, Topic } from '../portal'
import { counts, getTutorialIds } from '../portal'
import type { PathFile } from './read-path'

/**
 * Resolves the topics and tutorials that path files name. Reports and skips those that do not exist.
 * Skips a path that has no valid step left.
 */
export function linkPaths(files: PathFile[], portal: Portal): { paths: Map<string, Path>; problems: Problem[] } {
  const linked = files.map((file) => linkPath(file, portal))
  const paths = linked
    .flatMap(({ path }) => path ?? [])
    .sort((a, b) => (a.sortorder + a.slug < b.sortorder + b.slug ? -1 : 1))
  return {
    paths: new Map(paths.map((path) => [path.slug, path])),
    problems: linked.flatMap(({ problems }) => problems.sort((a, b) => a.line - b.line || a.column - b.column)),
  }
}

function linkPath(read: PathFile, portal: Portal): { path: Path | null; problems: Problem[] } {
  const { file, slug, fields, places, isFormer } = read
  const problems = [...read.problems]
  if (!fields) return { path: null, problems }
  // A former version shows only what still exists; the file itself has its own problem.
  const report = (key: string, message: string) => {
    if (!isFormer) problems.push({ file, ...(places[key] ?? { line: 1, column: 1 }), rule: 'path', message })
  }

  const needs = (fields.needs ?? []).flatMap((each, index) => findTopic(each, `needs.${index}`) ?? [])
  const steps: PathStep[] = []
  /** The number of the step that contains each topic and tutorial. */
  const taken = new Map<unknown, number>()
  fields.steps.forEach(({ topic: wanted, note, tutorials: addresses, milestone }, index) => {
    const topic = findTopic(wanted, `steps.${index}.topic`)
    if (!topic) return
    const other = taken.get(topic)
    if (other !== undefined)
      return report(
        `steps.${index}.topic`,
        `Step ${other + 1} already has the topic "${wanted}". Put the tutorials of both into one step.`,
      )
    taken.set(topic, index)
    const listed = addresses
      ? addresses.flatMap((each, place) => findTutorial(topic, each, `steps.${index}.tutorials.${place}`) ?? [])
      : topic.resources.filter(counts)
    const tutorials = listed.filter((tutorial, place) => {
      const step = taken.get(tutorial)
      if (step === undefined) return taken.set(tutorial, index)
      if (addresses)
        report(
          `steps.${index}.tutorials.${place}`,
          `Step ${step + 1} already has this tutorial. Remove one of the two.`,
        )
      return false
    })
    steps.push({ topic, note, tutorials, ...(milestone && { milestone }) })
  })
  if (steps.length === 0) return { path: null, problems }
  const { title, sidebartitle, meta, hours, sortorder, bring = [] } = fields
  return {
    path: {
      slug,
      title,
      sidebartitle,
      meta,
      audience: fields.for,
      hours: String(hours).split('-').map(Number),
      sortorder,
      needs,
      bring,
      steps,
      tutorialIds: getTutorialIds(steps.map(({ tutorials }) => ({ resources: tutorials }))),
      file,
      ...(isFormer && { isFormer }),
    },
    problems,
  }

  function findTopic(wanted: string, key: string): Topic | undefined {
    const topic = portal.topics.get(wanted)
    if (topic) return topic
    const moved = portal.moves.topics.get(wanted)
    report(key, explainUnknownTopic(portal, wanted))
    // As with links, the path follows the move.
    return moved === undefined ? undefined : portal.topics.get(moved)
  }

  function findTutorial(topic: Topic, url: string, key: string): Resource | undefined {
    const id = deriveResourceId(url)
    const moved = portal.moves.resources.get(id)
    const find = (wanted: string) => topic.resources.find((each) => each.id === wanted)
    // An explicit id is not derived from the address.
    const found = find(id) ?? topic.resources.find(({ href }) => normaliseAddress(href) === normaliseAddress(url))
    if (found && counts(found)) return found
    const now = moved === undefined ? undefined : find(moved)
    const elsewhere = portal.resources.get(id)?.topics[0]?.slug
    report(
      key,
      found
        ? `"${topic.slug}" lists this as a ${found.kind}, which does not count as reading. Name a tutorial.`
        : now
          ? `This address has moved. Write ${now.href}.`
          : `"${topic.slug}" lists no tutorial with this address${elsewhere === undefined ? '' : `; "${elsewhere}" does`}. "npm run content -- explain ${topic.slug}" shows what it lists.`,
    )
    return now
  }
}

/** Says that no topic has a slug, and suggests similar ones. */
export function explainUnknownTopic(portal: Portal, slug: string): string {
  const moved = portal.moves.topics.get(slug)
  if (moved !== undefined) return `The topic "${slug}" is now called "${moved}". Write ${moved}.`
  const near = [...portal.topics.keys()].find((each) => distance(each, slug) <= 2)
  return `No topic has the slug "${slug}".${near === undefined ? ' Slugs are the names of pages without ".mdx".' : ` Did you mean "${near}"?`}`
}
