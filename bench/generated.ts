import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

// Generates pages like the shipped ones: about 6 KB with nine tutorials, fifty per chapter.

const slug = (index: number) => `page-${index}`

const sentences = [
  'A running program can say in a few numbers how it is doing, and someone has to ask.',
  'The cost of that is *small*, and `curl --head` shows it: nothing is sent that was not asked for.',
  'Choose it if you run **more than a couple** of services, and have someone who will look after one more.',
  'What goes wrong is seldom the tool; it is a name that was used twice, or a limit that no one set.',
]

function write(index: number, count: number): string {
  const [chapter, place] = [Math.floor(index / 50) + 10, index % 50]
  const link = (other: number) => `[page ${other}](/${slug(((other % count) + count) % count)}.html)`
  const part = (heading: string, seed: number) =>
    `## ${heading}\n\n${Array.from({ length: 8 }, (_each, line) => sentences[(seed + line) % sentences.length]).join(' ')} See ${link(index + seed)}.\n`
  const tutorials = Array.from(
    { length: 9 },
    (_each, item) =>
      `- [Tutorial ${item} of ${index}](https://example${item}.org/on-${index}/part-${item}/) by someone who has done it, step by step. ${sentences[item % 4]}`,
  )
  return [
    '---',
    `title: "Page ${index}: what it is for"`,
    'category: page',
    `slug: ${slug(index)}`,
    `sortorder: "${chapter}${String(place).padStart(2, '0')}"`,
    `toc: ${place === 0}`,
    `sidebartitle: Page ${index}`,
    `meta: What page ${index} is for, and when it is not.`,
    '---',
    '',
    part('What it is', 1),
    part('When to choose it', 2),
    '```python\ndef run(job):\n    with SECONDS.time():\n        return {"job": job}\n```\n',
    part('What goes wrong', 3),
    part('In production', 5),
    '## Tutorials\n',
    ...tutorials,
    '',
  ].join('\n')
}

/** Fills a content folder with pages and returns their total size in bytes. */
export async function writeContent(folder: string, count: number): Promise<number> {
  let bytes = 0
  for (let index = 0; index < count; index++) {
    const file = path.join(folder, `chapter-${Math.floor(index / 50)}`, `${slug(index)}.mdx`)
    await mkdir(path.dirname(file), { recursive: true })
    const text = write(index, count)
    bytes += text.length
    await writeFile(file, text)
  }
  return bytes
}
