import { counts, type Place, type Portal, type Problem, type TopicLink } from '../portal'
import { hasUnreadableParts, media, parseTitle, type TitleParts } from '../body/resource-title'

/** A page's file and links. */
interface LinkingPage {
  file: string
  links: TopicLink[]
}

/** A title that an author gave a resource, and its position. */
export interface GivenTitle extends Place, TitleParts {}

/**
 * Returns the given titles of resources, by id. The first page that gives one decides. The details in brackets are
 * merged from all pages that give the same title.
 */
export function collectTitles(pages: Iterable<LinkingPage>): Map<string, GivenTitle> {
  const titles = new Map<string, GivenTitle>()
  for (const { id, ...given } of listTitled(pages)) {
    const first = titles.get(id)
    if (!first) titles.set(id, given)
    else if (isSame(first, given)) titles.set(id, { ...given, ...first })
  }
  return titles
}

function isSame(one: TitleParts, other: TitleParts): boolean {
  return normaliseTitle(one.title) === normaliseTitle(other.title)
}

/**
 * Warns of tutorials with unclear names: a lower-case fragment without a title, the name of another tutorial,
 * or two titles for one tutorial.
 */
export function findTitleProblems({ topics, resources }: Portal): Problem[] {
  const pages = [...topics.values()]
  const titles = collectTitles(pages)
  const problems: Problem[] = []
  const warn = ({ file, line, column }: Place, message: string) =>
    problems.push({ file, line, column, rule: 'title', message, severity: 'warning' })

  const tutorials = [...resources.values()].flatMap((resource) => {
    const [place] = resource.topics
    if (!counts(resource) || !place) return []
    const link = topics
      .get(place.slug)
      ?.links.find(({ line, column }) => line === place.line && column === place.column)
    return [{ resource, place, cure: describeCure(resource.title, link?.clause === '<Resource>') }]
  })
  const namesakes = new Map<string, typeof tutorials>()
  for (const tutorial of tutorials) {
    const key = normaliseTitle(tutorial.resource.title)
    const alike = namesakes.get(key)
    if (alike) alike.push(tutorial)
    else namesakes.set(key, [tutorial])
  }
  for (const { resource, place, cure } of tutorials) {
    const given = titles.get(resource.id)
    const other = namesakes.get(normaliseTitle(resource.title))?.find((each) => each.resource !== resource)
    if (other)
      warn(
        given ?? place,
        `The tutorial in ${other.place.file}:${other.place.line} is called "${resource.title}" too. ${given ? 'Add something to this title that tells the two apart.' : cure}`,
      )
    else if (!given && isFragment(resource.title))
      warn(place, `On the shelf and in search this tutorial is called "${resource.title}". ${cure}`)
  }
  for (const { id, ...given } of listTitled(pages)) {
    const { title, ...place } = given
    const first = titles.get(id)
    if (hasUnreadableParts(title))
      warn(
        place,
        `The square brackets at the end of "${title}" can’t be read. Write medium, year and length in this order, as far as you know them: "Its title [video, 2024, 40 min]". Media: ${media.join(', ')}.`,
      )
    if (first && !isSame(first, given))
      warn(
        place,
        `This tutorial is called "${first.title}" in ${first.file}:${first.line}. Write the same title here, or none.`,
      )
    else if (
      first &&
      (['medium', 'year', 'minutes'] as const).some((part) => given[part] && given[part] !== first[part])
    )
      warn(
        place,
        `The brackets of this title differ from those in ${first.file}:${first.line}, which are used. Make them the same.`,
      )
  }
  return problems
}

function* listTitled(pages: Iterable<LinkingPage>): Iterable<GivenTitle & { id: string }> {
  for (const { file, links } of pages)
    for (const { id, verdict, title, line, column } of links)
      if (verdict !== 'mention' && id !== null && title !== null) yield { id, ...parseTitle(title), file, line, column }
}

/** Whether words begin in lower case, as those of a sentence do. */
function isFragment(words: string): boolean {
  return /^[^\p{L}]*\p{Ll}/u.test(words)
}

/** Returns one form for all spellings of a title, for comparison. */
export function normaliseTitle(title: string): string {
  return title.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()
}

function describeCure(words: string, isElement: boolean): string {
  return isElement
    ? 'Give it its title: <Resource href="https://…" title="Its title">.'
    : `Write its title after its address: [${words}](https://… "Its title").`
}
