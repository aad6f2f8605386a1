import path from 'node:path'
import { deriveResourceId, isSlug, slugFor } from '@/lib/content'
import { listPagesIn } from '../write/stage'
import type { ChapterDraft, TopicDraft } from './arrange-list'
import type { LastRun } from './last-run'
import { itemLinks } from './links-of'
import { matchPages } from './match-pages'
import { numberChapters } from './number-chapters'
import { numberInOrder } from './number-topics'
import type { OwnFields, PageRecord } from './record'

/** A topic with its position in the portal. */
export interface PositionedTopic {
  draft: TopicDraft
  /** Its page of the last run. */
  former: PageRecord | undefined
  /** What an editor wrote into its front matter. */
  own: OwnFields | undefined
  slug: string
  file: string
  sortorder: string
  isHead: boolean
  /** The number of its chapter. */
  chapter: string
}

/** Gives each topic its slug, its file and its number: those of its page of the last run, or free ones. */
export async function positionTopics(
  chapters: ChapterDraft[],
  last: LastRun,
  folder: string,
): Promise<PositionedTopic[]> {
  const { portal } = last
  const drafts = chapters.flatMap(({ head, topics }) => [head, ...topics])
  const formers = matchDrafts(drafts, last.pages)
  const owns = new Map([...formers].map(([draft, page]) => [draft, last.findOwnFields(page)]))
  const slugs = chooseSlugs(drafts, formers, last, await listPagesIn(folder))
  const others = last.listOtherTopics().map(({ sortorder }) => sortorder)
  const numbers = numberChapters(
    chapters.map(({ head }) => (owns.get(head)?.sortorder ?? formers.get(head)?.sortorder)?.slice(0, 2)),
    new Set(others.map((sortorder) => sortorder.slice(0, 2))),
  )
  return chapters.flatMap(({ head, topics }, at) => {
    const chapter = numbers[at]!
    const fixed = new Map(topics.map((draft) => [draft, owns.get(draft)?.sortorder]))
    const free = topics
      .filter((draft) => fixed.get(draft) === undefined)
      .map((draft) => ({ draft, former: formers.get(draft)?.sortorder }))
    const taken = new Set([...others, ...[...fixed.values()].flatMap((each) => each ?? []), `${chapter}00`])
    const numbered = new Map(
      [...numberInOrder(free, chapter, taken)].map(([{ draft }, sortorder]) => [draft, sortorder]),
    )
    const fileOf = (draft: TopicDraft) => portal?.topics.get(slugs.get(draft)!)?.file ?? formers.get(draft)?.file
    const headFile = fileOf(head)
    const chapterFolder = headFile ? path.posix.dirname(headFile) : slugs.get(head)!
    return [head, ...topics].map((draft): PositionedTopic => {
      const former = formers.get(draft)
      const slug = slugs.get(draft)!
      const isHead = draft === head
      const sortorder = isHead ? `${chapter}00` : (fixed.get(draft) ?? numbered.get(draft)!)
      const isSameChapter = isHead || former?.sortorder.slice(0, 2) === sortorder.slice(0, 2)
      const file = (isSameChapter ? fileOf(draft) : undefined) ?? `${chapterFolder}/${slug}.mdx`
      return { draft, former, own: owns.get(draft), slug, file, sortorder, isHead, chapter }
    })
  })
}

function matchDrafts(drafts: TopicDraft[], pages: PageRecord[]): Map<TopicDraft, PageRecord> {
  const topics = drafts.map((draft) => ({
    draft,
    key: draft.key,
    ids: new Set(
      itemLinks(draft.nodes)
        .flat()
        .map(({ url }) => deriveResourceId(url)),
    ),
  }))
  return new Map([...matchPages(topics, pages)].map(([{ draft }, page]) => [draft, page]))
}

function chooseSlugs(
  drafts: TopicDraft[],
  formers: ReadonlyMap<TopicDraft, PageRecord>,
  last: LastRun,
  files: string[],
): Map<TopicDraft, string> {
  const { topics, moves } = last.portal ?? {}
  const taken = new Set([
    ...files.map((file) => path.posix.basename(file, '.mdx')),
    ...(topics?.keys() ?? []),
    ...(moves?.topics.keys() ?? []),
    ...(moves?.withdrawnTopics ?? []),
    ...last.slugs,
  ])
  const slugs = new Map<TopicDraft, string>()
  for (const draft of drafts) {
    const former = formers.get(draft)
    const slug = former ? last.followSlug(former.slug) : chooseSlug(draft, taken)
    taken.add(slug)
    slugs.set(draft, slug)
  }
  return slugs
}

/** Returns a free slug: from a topic's title, else with the heading above it in front, else with a number. */
function chooseSlug({ title, key }: TopicDraft, taken: ReadonlySet<string>): string {
  const base = slugFor(title) || 'section'
  const above = key.split(' > ').at(-2)
  const longer = above ? slugFor(`${above.slice(0, 30)} ${title}`) : ''
  const isFree = (slug: string) => slug && isSlug(slug) && !taken.has(slug)
  if (isFree(base)) return base
  if (isFree(longer)) return longer
  for (let number = 2; ; number++) {
    const slug = `${base.slice(0, 70).replace(/-+$/, '')}-${number}`
    if (isFree(slug)) return slug
  }
}
