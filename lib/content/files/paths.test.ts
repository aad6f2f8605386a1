import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadPortal } from '../load'
import { findUnreadable, formatProblem, type Portal } from '../portal'

/** Returns the portal of two topics, a head and these files in `paths/`. */
async function load(files: Record<string, string | Buffer>, moved = ''): Promise<Portal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-paths-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(path.join(folder, 'paths'))
  const all = {
    'deployment.mdx': page('deployment', '0500', '[servers](/servers.html), [nginx](/nginx.html)'),
    'servers.mdx': page('servers', '0501', '- [Rent](https://example.org/rent)\n- [Lock](https://example.org/lock)'),
    'nginx.mdx': page(
      'nginx',
      '0502',
      '- [Guide](https://example.org/guide)\n- [Rent](https://example.org/rent)\n\n## Tools\n\n- [Tester](https://example.org/tester)',
    ),
    'moved.yaml': moved,
  }
  for (const [file, text] of [...Object.entries(all), ...Object.entries(files).map(inPaths)])
    await writeFile(path.join(folder, file), text)
  return loadPortal(folder)
}

const inPaths = ([name, text]: [string, string | Buffer]) => [`paths/${name}`, text] as const

function page(slug: string, sortorder: string, body: string): string {
  return `---\ntitle: On ${slug}\ncategory: page\nslug: ${slug}\nsortorder: "${sortorder}"\ntoc: ${sortorder.endsWith('00')}\nsidebartitle: ${slug}\nmeta: All of ${slug}.\n---\n\n${body}\n`
}

const head = `title: From laptop to live
sidebartitle: Laptop to live
meta: Your program answers on its own name.
for: People with a program and no server.
hours: 10-20
sortorder: "01"
`
const sound = `${head}needs: [deployment]
bring:
  - A domain name
steps:
  - topic: servers
    note: Rent a machine.
  - topic: nginx
    note: One process in front.
    tutorials:
      - http://www.example.org/guide/
    milestone:
      title: It answers
      text: You can send the address to a friend.
`

const problems = (portal: Portal) => portal.problems.map(formatProblem)

describe('a path', () => {
  it('leads through topics, with the tutorials that it names or all', async () => {
    const portal = await load({ 'live.yaml': sound })
    expect(problems(portal)).toEqual([])
    const live = portal.paths.get('live')
    expect(live).toMatchObject({
      title: 'From laptop to live',
      audience: 'People with a program and no server.',
      hours: [10, 20],
      bring: ['A domain name'],
      file: 'paths/live.yaml',
    })
    expect(live?.needs.map(({ slug }) => slug)).toEqual(['deployment'])
    expect(live?.steps.map(({ topic, tutorials }) => [topic.slug, tutorials.map(({ title }) => title)])).toEqual([
      ['servers', ['Rent', 'Lock']],
      ['nginx', ['Guide']],
    ])
    expect(live?.steps[1]?.milestone?.title).toBe('It answers')
    expect(live?.tutorialIds).toHaveLength(3)
  })

  it('has each tutorial once: one in two of its topics counts in the first', async () => {
    const portal = await load({
      'live.yaml': `${head}steps:\n  - {topic: servers, note: One.}\n  - {topic: nginx, note: Two.}\n`,
    })
    expect(problems(portal)).toEqual([])
    expect(portal.paths.get('live')?.steps.map(({ tutorials }) => tutorials.map(({ title }) => title))).toEqual([
      ['Rent', 'Lock'],
      ['Guide'],
    ])
  })

  it('is sorted by sortorder, then by name', async () => {
    const portal = await load({
      'a.yaml': sound.replace('"01"', '"02"'),
      'c.yaml': sound,
      'b.yaml': sound,
    })
    expect([...portal.paths.keys()]).toEqual(['b', 'c', 'a'])
  })

  it('can be linked from a page if it exists', async () => {
    const portal = await load({ 'live.yaml': sound }, '')
    const linked = async (address: string) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'lectern-paths-'))
      onTestFinished(() => rm(folder, { recursive: true }))
      await mkdir(path.join(folder, 'paths'))
      await writeFile(path.join(folder, 'paths/live.yaml'), `${head}steps:\n  - {topic: deployment, note: One.}\n`)
      await writeFile(path.join(folder, 'deployment.mdx'), page('deployment', '0500', `[the path](${address})`))
      return problems(await loadPortal(folder))
    }
    expect(portal.paths.size).toBe(1)
    expect(await linked('/paths/live')).toEqual([])
    expect(await linked('/paths')).toEqual([])
    expect(await linked('/paths/life')).toEqual([
      'deployment.mdx:11:1 internal-link No path has the address /paths/life. Existing paths: live.',
    ])
  })
})

describe('a problem of a path is reported at its position, and the rest is kept', () => {
  it.each([
    [
      'an unknown key',
      sound.replace('hours:', 'days: 3\nhours:'),
      '5:1 path Unknown key "days". The keys here are title, sidebartitle, meta, for, hours, sortorder, needs, bring, steps.',
    ],
    ['a missing key', sound.replace(/^meta: .*\n/m, ''), '1:1 path The key "meta" is missing.'],
    [
      'a missing key of a step',
      sound.replace('    note: Rent a machine.\n', ''),
      '11:5 path The key "note" is missing.',
    ],
    [
      'an unknown key of a step',
      sound.replace('note: Rent', 'why: Rent\n    note: Rent'),
      '12:5 path Unknown key "why". The keys here are topic, note, tutorials, milestone.',
    ],
    ['hours in words', sound.replace('10-20', 'many'), '5:8 path "hours" must be hours, as in 40 or 40-60.'],
    [
      'a title that is a number',
      sound.replace(/^title: .*/m, 'title: 2026'),
      '1:8 path "title" must be text; put it in double quotes.',
    ],
    ['no step', `${head}steps: []\n`, '7:8 path "steps" must have a step.'],
    [
      'an empty list of tutorials',
      sound.replace(/tutorials:\n.*\n/, 'tutorials: []\n'),
      '15:16 path "tutorials" must name a tutorial; leave the list out for all of the topic.',
    ],
    [
      'an address that is none',
      sound.replace('http://www.example.org/guide/', 'guide'),
      '16:9 path "tutorials" must begin with https://.',
    ],
    ['YAML that is none', sound.replace('title: From', 'title: "From'), /^\d+:\d+ path This can't be read as YAML/],
    [
      'an alias',
      sound.replace('title: From laptop to live', 'title: &a Live').replace('Laptop to live', '*a'),
      '2:15 path A path can\'t use aliases such as "*name". Write the value itself.',
    ],
    [
      'a list',
      '- a\n',
      '1:1 path The file holds the keys title, sidebartitle, meta, for, hours, sortorder, needs, bring, steps.',
    ],
    ['a character that is not seen', sound.replace('a friend', 'a\u200bfriend'), /^19:\d+ hidden-character There is/],
    ['bytes that are no text', Buffer.from([0x74, 0xff]), '1:1 encoding The file is not UTF-8. Save it as UTF-8.'],
  ])('%s', async (_what, text, message) => {
    const portal = await load({ 'live.yaml': text, 'other.yaml': sound })
    expect(problems(portal)[0]).toMatch(typeof message === 'string' ? `paths/live.yaml:${message}` : /^paths\/live/)
    if (message instanceof RegExp) expect(problems(portal)[0]?.replace('paths/live.yaml:', '')).toMatch(message)
    expect([...portal.paths.keys()]).toEqual(['other'])
    expect(findUnreadable(portal)).toMatchObject([{ file: 'paths/live.yaml' }])
  })

  it.each([
    [
      'a topic that is not there',
      sound.replace('topic: servers', 'topic: server'),
      '11:12 path No topic has the slug "server". Did you mean "servers"?',
    ],
    [
      'a topic twice',
      sound.replace('topic: nginx', 'topic: servers').replace(/ {4}tutorials:\n.*\n/, ''),
      '13:12 path Step 1 already has the topic "servers". Put the tutorials of both into one step.',
    ],
    [
      'a tutorial that the topic does not list',
      sound.replace('http://www.example.org/guide/', 'https://example.org/lock'),
      '16:9 path "nginx" lists no tutorial with this address; "servers" does. "npm run content -- explain nginx" shows what it lists.',
    ],
    [
      'a tool',
      sound.replace('http://www.example.org/guide/', 'https://example.org/tester'),
      '16:9 path "nginx" lists this as a tool, which does not count as reading. Name a tutorial.',
    ],
    [
      'a tutorial twice',
      sound.replace('http://www.example.org/guide/', 'https://example.org/rent'),
      '16:9 path Step 1 already has this tutorial. Remove one of the two.',
    ],
    [
      'a need that is not there',
      sound.replace('[deployment]', '[deployment, git]'),
      '7:21 path No topic has the slug "git". Slugs are the names of pages without ".mdx".',
    ],
  ])('%s', async (_what, text, message) => {
    const portal = await load({ 'live.yaml': text })
    expect(problems(portal)).toEqual([`paths/live.yaml:${message}`])
    expect(portal.paths.has('live')).toBe(true)
    expect(findUnreadable(portal)).toEqual([])
  })

  it('moved topics and tutorials are followed, and their new names reported', async () => {
    const portal = await load(
      {
        'live.yaml': sound
          .replace('topic: servers', 'topic: machines')
          .replace('http://www.example.org/guide/', 'https://example.org/old'),
      },
      'pages:\n  - from: machines\n    to: servers\naddresses:\n  - from: https://example.org/old\n    to: https://example.org/guide\n',
    )
    expect(problems(portal)).toEqual([
      'paths/live.yaml:11:12 path The topic "machines" is now called "servers". Write servers.',
      'paths/live.yaml:16:9 path This address has moved. Write https://example.org/guide.',
    ])
    expect(portal.paths.get('live')?.steps.map(({ topic, tutorials }) => [topic.slug, tutorials.length])).toEqual([
      ['servers', 2],
      ['nginx', 1],
    ])
  })

  it.each([
    ['Live.yaml', 'A path\'s name must be lower-case letters, digits and single hyphens, and ".yaml".'],
    ['live.yml', 'The file is not read: paths end in ".yaml" in lower case. Rename it.'],
    ['con.yaml', 'Windows reserves this name for a device. Choose another.'],
  ])('a file called %s is not read', async (name, message) => {
    const portal = await load({ [name]: sound })
    expect(problems(portal)).toEqual([`paths/${name}:1:1 file-name ${message}`])
    expect(portal.paths.size).toBe(0)
  })
})
