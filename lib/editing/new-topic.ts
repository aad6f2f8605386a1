import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import { isSlug, loadPortal, slugFor, type Chapter, type Portal } from '../content'
import { t } from '../../messages/generated/editing'
import { UserFacingError } from '../env'
import { setLanguage } from '../messages'

/** The limit of the front matter. */
const longestTitle = 120

/**
 * Creates a topic that passes the check, in the language of the portal: last in its chapter, linked from the chapter's
 * head; or the head of a new chapter, which is last. Returns the files, relative to the content folder. Throws a
 * UserFacingError and writes nothing if the chapter is unknown or the name is taken.
 */
export async function createTopic(
  folder: string,
  title: string,
  chapterSlug: string | null,
): Promise<{ file: string; linkedFrom: string | null }> {
  const portal = await loadPortal(folder)
  const { lang, dir } = portal.settings
  setLanguage(lang, dir)
  const chapter = chapterSlug === null ? null : findChapter(portal, chapterSlug)
  if (title.length > longestTitle)
    throw new UserFacingError(`The title has ${title.length} characters; the maximum is ${longestTitle}.`)
  const name = title.split(':')[0]?.trim() || title
  const slug = slugFor(name, lang)
  if (!isSlug(slug))
    throw new UserFacingError(`The title "${title}" has no letters or digits to make a slug of. Add some.`)
  if (portal.topics.has(slug))
    throw new UserFacingError(`The slug "${slug}" is already used by ${portal.topics.get(slug)?.file}.`)

  const sidebartitle = name.slice(0, 40).trim()
  const frontMatter = {
    title,
    category: 'page',
    slug,
    sortorder: chapter ? findPlace(portal, chapter) : `${findChapterNumber(portal)}00`,
    toc: !chapter,
    sidebartitle,
    meta: t(chapter ? 'topicMeta' : 'chapterMeta', { topic: sidebartitle }),
  }
  const file = path.posix.join(chapter ? path.posix.dirname(chapter.head.file) : slug, `${slug}.mdx`)
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
  // "wx" never overwrites a file, such as a page that the portal leaves out for its problems.
  await writeFile(
    path.join(folder, file),
    `---\n${stringify(frontMatter, { lineWidth: 0, defaultStringType: 'PLAIN' }).replace(/^sortorder: "?(\d+)"?$/m, 'sortorder: "$1"')}---\n\n${chapter ? writeTopic() : writeChapter()}`,
    { flag: 'wx' },
  )
  if (!chapter) return { file, linkedFrom: null }
  const head = path.join(folder, chapter.head.file)
  const link = t('seeAlso', { topic: `[${sidebartitle}](/${slug}.html)` })
  await writeFile(head, `${(await readFile(head, 'utf8')).trimEnd()}\n\n${link}\n`)
  return { file, linkedFrom: chapter.head.file }
}

function findChapter(portal: Portal, slug: string): Chapter {
  const chapter = portal.chapters.find(({ head }) => head.slug === slug)
  if (chapter) return chapter
  const slugs = portal.chapters.map((each) => each.head.slug).join(', ')
  throw new UserFacingError(
    `There is no chapter "${slug}". Use one of these: ${slugs}. Without --chapter, the page begins a new one.`,
  )
}

const writeTopic = () =>
  `${t('topicBody')}\n\n## ${t('whenToChoose')}\n\n${t('whenNot')}\n\n## ${t('whatGoesWrong')}\n\n${t('stumbles')}\n\n## ${t('tutorials')}\n`

const writeChapter = () => `${t('chapterBody')}\n\n## ${t('order')}\n`

/** Returns the number after the last chapter's, or else the first that is free. */
function findChapterNumber(portal: Portal): string {
  const taken = portal.chapters.map(({ number }) => Number(number))
  const all = Array.from({ length: 99 }, (_, index) => index + 1)
  const free = all.find((each) => each > Math.max(0, ...taken)) ?? all.find((each) => !taken.includes(each))
  if (free === undefined) throw new UserFacingError('The portal has 99 chapters, the maximum.')
  return String(free).padStart(2, '0')
}

/** Returns the sortorder after the chapter's last topic, or else in the first gap. */
function findPlace(portal: Portal, { number }: Chapter): string {
  const taken = [...portal.topics.values()]
    .filter(({ chapter }) => chapter === number)
    .map(({ sortorder }) => Number(sortorder.slice(2, 4)))
  const all = Array.from({ length: 99 }, (_, index) => index + 1)
  const place = all.find((each) => each > Math.max(...taken)) ?? all.find((each) => !taken.includes(each))
  if (place === undefined)
    throw new UserFacingError(
      `Chapter ${number} has 99 topics, the maximum of this command. Create the page by hand, with a longer sortorder.`,
    )
  return number + String(place).padStart(2, '0')
}
