import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { reservedSlugs } from '../../addresses'
import { loadPortal } from '../load'
import { formatProblem } from '../portal'

const slugs = ['devops', 'docker', 'sentry']

/** Returns the problems of three pages that link to one another, each with this text from line 12 on. */
async function find(texts: Partial<Record<string, string>>, publicFiles: string[] = [], moved = ''): Promise<string[]> {
  const [folder, publicFolder] = await Promise.all(
    ['content', 'public'].map((name) => mkdtemp(path.join(tmpdir(), `lectern-${name}-`))),
  )
  onTestFinished(() =>
    Promise.all([folder, publicFolder].map((each) => rm(each!, { recursive: true }))).then(() => undefined),
  )
  for (const [index, slug] of slugs.entries()) {
    const links = slugs
      .filter((each) => each !== slug)
      .map((each) => `[${each}](/${each}.html)`)
      .join(', ')
    const lines = [
      '---',
      `title: ${slug}`,
      'category: page',
      `slug: ${slug}`,
      `sortorder: "060${index}"`,
      `toc: ${index === 0}`,
      `sidebartitle: ${slug}`,
      `meta: On ${slug}.`,
      '---',
      texts[`links of ${slug}`] ?? links,
      '',
      texts[slug] ?? '',
      '',
      '## A part',
      '',
    ]
    await writeFile(path.join(folder!, `${slug}.mdx`), lines.join('\n'))
  }
  await writeFile(path.join(folder!, 'moved.yaml'), moved)
  for (const file of publicFiles) {
    await mkdir(path.dirname(path.join(publicFolder!, file)), { recursive: true })
    await writeFile(path.join(publicFolder!, file), 'x')
  }
  return (await loadPortal(folder!, publicFolder)).problems.map(formatProblem)
}

describe('a link within the site', () => {
  it.each([
    '/docker',
    '/docker.html',
    '/docker/',
    '/docker?x=1',
    '/docker.html?x#a-part',
    '#a-part',
    '/docker#a-part',
    '/',
    '/#top',
    '/shelf',
    '/sign-in',
    '/sign-up',
    '/search?q=metrics',
    '/feed.xml',
    '/figures/a%20b.svg',
    '/docker#a%2Dpart',
  ])('may lead to %s', async (href) => {
    expect(
      await find({ sentry: `[Words](${href}) and <Mention href="${href}">words</Mention>` }, ['figures/a b.svg']),
    ).toEqual([])
  })

  it.each([
    ['/nowhere', 'No topic has the address /nowhere. Correct the address, or add the topic.'],
    ['/nowhere/', 'No topic has the address /nowhere/. Correct the address, or add the topic.'],
    ['/nowhere?x', 'No topic has the address /nowhere?x. Correct the address, or add the topic.'],
    ['/nowhere.html#part', 'No topic has the address /nowhere.html. Correct the address, or add the topic.'],
    ['/devops/docker', 'No topic has the address /devops/docker. Write /docker.html.'],
    ['/Docker.html', 'No topic has the address /Docker.html. Write /docker.html.'],
    ['/former', 'No topic has the address /former. Write /docker.html.'],
    ['/reader/docker', 'No topic has the address /reader/docker. Write /docker.html.'],
    ['/api/bookmarks', 'No topic has the address /api/bookmarks. Correct the address, or add the topic.'],
    ['docker.html', 'Begin the address with a slash: /docker.html.'],
    ['./docker.html#a-part', 'Begin the address with a slash: /docker.html#a-part.'],
    ['nowhere', 'Begin the address with a slash: /nowhere.'],
    ['docker.md', 'Link to the page, not to its file. Write /docker.html.'],
    ['../data/docker.mdx#a-part', 'Link to the page, not to its file. Write /docker.html#a-part.'],
    ['/devops/docker.mdx', 'Link to the page, not to its file. Write /docker.html.'],
    ['nowhere.md', 'Begin the address with a slash: /nowhere.md.'],
    ['www.example.org/x', 'An address of another site begins with https://. Write https://www.example.org/x.'],
    ['docs.example.org/x', 'An address of another site begins with https://. Write https://docs.example.org/x.'],
    ['/docker#gone', 'The topic "docker" has no heading with the anchor #gone.'],
    ['/docker/#gone', 'The topic "docker" has no heading with the anchor #gone.'],
    ['/docker#A-Part', 'The topic "docker" has no heading with the anchor #A-Part. Did you mean #a-part?'],
    ['#gone', 'The topic "sentry" has no heading with the anchor #gone.'],
    [
      '/figures/none.svg',
      'There is no file figures/none.svg in the content folder. Correct the address, or put the file there.',
    ],
    [
      '/figures/A.svg',
      'There is no file figures/A.svg in the content folder. Correct the address, or put the file there.',
    ],
  ])('may not lead to %s in Markdown or in an element', async (href, message) => {
    const moved = 'pages:\n  - from: former\n    to: docker\n'
    expect(await find({ sentry: `[Words](${href})` }, ['figures/a.svg'], moved)).toEqual([
      `sentry.mdx:12:1 internal-link ${message}`,
    ])
    expect(await find({ sentry: `<Mention href="${href}">Words</Mention>` }, ['figures/a.svg'], moved)).toEqual([
      `sentry.mdx:12:10 internal-link ${message}`,
    ])
  })

  it('may lead to a resource of a page', async () => {
    expect(
      await find({
        docker: '- <Resource href="https://example.org/" id="talk">A talk</Resource>',
        sentry: '[It](/docker#resource-talk)',
      }),
    ).toEqual([])
  })
})

it('no topic can take the address of a page of the portal, and all topics can link to it', () => {
  // Slugs contain no dot, so files such as robots.txt can't conflict.
  const own = ['app', 'public']
    .flatMap((folder) => readdirSync(path.resolve(folder), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && /^[a-z-]+$/.test(entry.name))
  expect(own.map(({ name }) => name).filter((name) => !reservedSlugs.has(name))).toEqual([])
})

describe('a picture', () => {
  it('that exists only needs a description', async () => {
    expect(
      await find({ sentry: '![Words](/figures/a.svg) and ![words][a]\n\n[a]: /figures/a.svg' }, ['figures/a.svg']),
    ).toEqual([])
  })

  it.each([
    [
      '![Words](/figures/b.svg)',
      'There is no file figures/b.svg in the content folder. Put the picture there, or correct its address; names are case-sensitive.',
    ],
    [
      '![Words](/figures/A.svg)',
      'There is no file figures/A.svg in the content folder. Put the picture there, or correct its address; names are case-sensitive.',
    ],
    [
      '![Words](/b.svg)',
      'Pictures must be in figures/ in the content folder. Move this one there, and write /figures/b.svg.',
    ],
    ['![](/figures/a.svg)', 'Describe the picture between the brackets: ![What it shows](/figures/name.svg).'],
    [
      '![Words](https://example.org/a.svg)',
      'The picture is on another site. Put it into figures/ of the content folder and write /figures/<name>.',
    ],
    ['![Words](figures/a.svg)', 'The address of a picture begins with a slash: /figures/a.svg.'],
    [
      '![Words](/figures/a.txt)',
      'A picture must be an svg, png, jpg, webp, avif or gif file, without "?" or "#" after its name.',
    ],
  ])('is refused: %s', async (text, message) => {
    expect(await find({ sentry: text }, ['figures/a.svg', 'figures/a.txt'])).toEqual([
      `sentry.mdx:12:1 picture ${message}`,
    ])
  })
})

describe('resources', () => {
  it('that a page lists twice are reported with the line of the first', async () => {
    expect(
      await find({
        sentry:
          '- [A](https://example.org/a)\n- [B](https://www.example.org/a/?utm_source=x)\n- [C](https://example.org/a#part)',
      }),
    ).toEqual([
      'sentry.mdx:13:3 repeated-resource Line 12 lists this already. Remove one of the two, or make this one a <Mention>.',
      'sentry.mdx:14:3 repeated-resource Without its "#" this is the address of line 12, so readers could mark only one. Give each <Resource href="…" id="…"> an id, or make one a <Mention>.',
    ])
  })

  it('may be listed by two pages, or mentioned again', async () => {
    expect(
      await find({
        docker: '- [A](https://example.org/a)',
        sentry: '- [A](https://example.org/a)\n\nSee [A](https://example.org/a).',
      }),
    ).toEqual([])
  })

  it('with two addresses under one id are reported, also if only the fragment differs', async () => {
    const resource = (href: string) => `- <Resource href="${href}" id="talk">A talk</Resource>`
    expect(
      await find({ docker: resource('https://example.org/a'), sentry: resource('https://example.org/b') }),
    ).toEqual([
      'sentry.mdx:12:3 resource-id The id "talk" is already used for https://example.org/a (docker.mdx:12). Choose another.',
    ])
    expect(
      await find({ docker: resource('https://example.org/a#one'), sentry: resource('https://example.org/a#two') }),
    ).toHaveLength(1)
    expect(
      await find({ docker: resource('https://example.org/a'), sentry: resource('https://www.example.org/a/') }),
    ).toEqual([])
  })
})

it('http: is reported if another page reaches the same host over https', async () => {
  expect(
    await find({
      docker: 'See [A](https://www.example.org/a).',
      sentry: 'See [B](http://example.org/b) and [C](http://example.net/c).',
    }),
  ).toEqual(['sentry.mdx:12:5 insecure example.org answers over https. Write https:// here.'])
})

describe('a page without a link from another', () => {
  it('is not reported if the head of its chapter introduces no topic', async () => {
    expect(
      await find({ 'links of devops': 'Words.', 'links of docker': 'Words.', 'links of sentry': 'Words.' }),
    ).toEqual([])
  })

  it('is reported, unless it heads a chapter', async () => {
    expect(
      await find({
        'links of devops': '[docker](/docker.html)',
        'links of docker': 'Words.',
        'links of sentry': '[docker](/docker), [sentry](/sentry)',
      }),
    ).toEqual([
      'sentry.mdx:4:7 orphan No other page links here. Add [sentry](/sentry.html) to a page whose readers would want it.',
    ])
  })

  it('is not reported while a page that may link to it is unreadable', async () => {
    expect(await find({ 'links of devops': '[docker](/docker.html) {', 'links of docker': 'Words.' })).toEqual([
      expect.stringMatching(/^devops.mdx:1\d:\d+ mdx-syntax/),
    ])
  })
})

it('a page that is a symbolic link is reported and not read', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-content-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await symlink(path.resolve('package.json'), path.join(folder, 'page.mdx'))
  expect((await loadPortal(folder)).problems.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    'page.mdx symbolic-link',
  ])
})
