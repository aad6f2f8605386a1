import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadPortal } from '../load'
import { formatProblem } from '../portal'

const svg = (width: number, height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><path d="M0 0h9v9z"/></svg>`

/** Loads a content folder with one page and these other files. */
async function load(body: string, files: Record<string, string>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-pictures-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const page = `---\ntitle: A\ncategory: page\nslug: a\nsortorder: "0100"\ntoc: true\nsidebartitle: A\nmeta: On A.\n---\n${body}\n`
  for (const [file, text] of Object.entries({ 'content/a.mdx': page, ...files })) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), text)
  }
  const portal = await loadPortal(path.join(folder, 'content'), path.join(folder, 'public'))
  return { pictures: portal.topics.get('a')?.pictures, problems: portal.problems.map(formatProblem) }
}

describe('the pictures of a page', () => {
  it('are known by the address that its author wrote, with their size and their narrow drawing', async () => {
    const body =
      '![A](/figures/a.svg)\n\n![B](/figures/b%20c.svg)\n\n![D](/figures/d.png) and ![none](/figures/none.svg)'
    const { pictures, problems } = await load(body, {
      'content/figures/a.svg': svg(640, 300),
      'content/figures/a.narrow.svg': svg(350, 500),
      'content/figures/b c.svg': svg(640, 200),
      'content/figures/b c.narrow.svg': svg(340, 400),
      'content/figures/d.png': 'no picture',
      'content/figures/other.svg': svg(9, 9),
    })
    expect(pictures).toEqual({
      '/figures/a.svg': { width: 640, height: 300, narrow: { href: '/figures/a.narrow.svg', width: 350, height: 500 } },
      '/figures/b%20c.svg': {
        width: 640,
        height: 200,
        narrow: { href: '/figures/b%20c.narrow.svg', width: 340, height: 400 },
      },
    })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain('There is no file figures/none.svg in the content folder')
  })
})

describe('a narrow drawing', () => {
  const narrow = 'figures/a.narrow.svg:1:1 picture'

  it.each([
    ['is fine up to 360 px, whatever its height', { 'a.svg': svg(640, 300), 'a.narrow.svg': svg(360, 9000) }, []],
    ['is a drawing like any other where its name only resembles one', { 'narrow.svg': svg(640, 300) }, []],
    [
      'needs its wide drawing',
      { 'a.narrow.svg': svg(350, 500), 'a.png': 'x' },
      [`${narrow} This is the narrow drawing of figures/a.svg, which does not exist. Add that, or rename this one.`],
    ],
    [
      'must not be wide',
      { 'a.svg': svg(640, 300), 'a.narrow.svg': svg(361, 300) },
      [`${narrow} A narrow drawing is at most 360 px wide; this one is 361. Draw it narrower.`],
    ],
    [
      'must be a picture',
      { 'a.svg': svg(640, 300), 'a.narrow.svg': 'words' },
      [`${narrow} The size of this picture can’t be read. Save it again in the format of its extension.`],
    ],
  ])('%s', async (_, files, problems) => {
    const named = Object.entries(files).map(([name, text]) => [`content/figures/${name}`, text])
    expect((await load('Words.', Object.fromEntries(named))).problems).toEqual(problems)
  })
})
