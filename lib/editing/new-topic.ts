import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import { isSlug, loadPortal, slugFor, type Chapter, type Portal } from '../content'
import { OperatorError } from '../env'

/** The limit of the front matter. */
const longestTitle = 120

/**
 * Creates a topic that passes the check: last in its chapter, linked from the chapter's head. Returns both
 * files, relative to the content folder. Throws an OperatorError and writes nothing if the chapter is unknown
 * or the name is taken.
 */
export async function createTopic(
  folder: string,
  title: string,
  chapterSlug: string,
): Promise<{ file: string; linkedFrom: string }> {
  const portal = await loadPortal(folder)
  const chapter = portal.chapters.find(({ head }) => head.slug === chapterSlug)
  if (!chapter)
    throw new OperatorError(
      `There is no chapter "${chapterSlug}". Use one of these: ${portal.chapters.map(({ head }) => head.slug).join(', ')}.`,
    )
  if (title.length > longestTitle)
    throw new OperatorError(`The title has ${title.length} characters; the maximum is ${longestTitle}.`)
  const name = title.split(':')[0]?.trim() || title
  const slug = slugFor(name)
  if (!isSlug(slug))
    throw new OperatorError(`The title "${title}" has no letters or digits to make a slug of. Add some.`)
  if (portal.topics.has(slug))
    throw new OperatorError(`The slug "${slug}" is already used by ${portal.topics.get(slug)?.file}.`)

  const sidebartitle = name.slice(0, 40).trim()
  const frontMatter = {
    title,
    category: 'page',
    slug,
    sortorder: findPlace(portal, chapter),
    toc: false,
    sidebartitle,
    meta: `${sidebartitle}: what it is for, when to choose it, and what to read first.`,
  }
  const file = path.posix.join(path.posix.dirname(chapter.head.file), `${slug}.mdx`)
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
  // "wx" never overwrites a file, such as a page that the portal leaves out for its problems.
  await writeFile(
    path.join(folder, file),
    `---\n${stringify(frontMatter, { lineWidth: 0, defaultStringType: 'PLAIN' }).replace(/^sortorder: "?(\d+)"?$/m, 'sortorder: "$1"')}---\n\n${body}`,
    { flag: 'wx' },
  )
  const head = path.join(folder, chapter.head.file)
  await writeFile(head, `${(await readFile(head, 'utf8')).trimEnd()}\n\nSee also [${sidebartitle}](/${slug}.html).\n`)
  return { file, linkedFrom: chapter.head.file }
}

const body = `Say in a few sentences what it is and what it is for.

## When to choose it

And when not: name its real rivals.

## What goes wrong

What people stumble over.

## Tutorials
`

/** Returns the sortorder after the chapter's last topic, or else in the first gap. */
function findPlace(portal: Portal, { number }: Chapter): string {
  const taken = [...portal.topics.values()]
    .filter(({ chapter }) => chapter === number)
    .map(({ sortorder }) => Number(sortorder.slice(2, 4)))
  const all = Array.from({ length: 99 }, (_, index) => index + 1)
  const place = all.find((each) => each > Math.max(...taken)) ?? all.find((each) => !taken.includes(each))
  if (place === undefined)
    throw new OperatorError(
      `Chapter ${number} has 99 topics, the maximum of this command. Create the page by hand, with a longer sortorder.`,
    )
  return number + String(place).padStart(2, '0')
}
