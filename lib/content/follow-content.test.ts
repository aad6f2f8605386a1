import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { deriveFromContent, getContentVersion, getPortal, listContentFaults, onContentChange } from './current'
import { followContent } from './follow-content'
import { findUnreadable, type Portal } from './portal'
import { defaultSettings } from './files/settings'
import { untilPasses } from '../../scripts/testing/until'

let folder: string
const errors: unknown[] = []
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lectern-follow-'))
  cpSync('e2e/fixtures/content', folder, { recursive: true })
  vi.stubEnv('CONTENT_DIR', folder)
  // Requests wait for the first reading.
  const [first, asked] = await Promise.all([followContent((error) => errors.push(error), true), getPortal()])
  expect(asked).toBe(first)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const place = (file: string) => path.join(folder, file)
const prometheus = 'devops/prometheus.mdx'
const read = (file: string) => readFileSync(place(file), 'utf8')

it('reads the files that exist at the start', async () => {
  expect((await getPortal()).topics.get('prometheus')?.title).toContain('Prometheus')
  expect(getContentVersion()).toMatch(/^[\w-]{16}$/)
})

it('serves a changed file, and does not read the others again', async () => {
  const [before, version] = [await getPortal(), getContentVersion()]
  const derived = deriveFromContent('something', () => ({}))
  const told: unknown[] = []
  onContentChange((portal) => told.push(portal))
  writeFileSync(place(prometheus), read(prometheus).replace(/^title: .*/m, 'title: New Prometheus'))
  await untilPasses(async () => expect((await getPortal()).topics.get('prometheus')?.title).toBe('New Prometheus'))
  const after = await getPortal()
  expect(after.topics.get('docker')?.passages).toBe(before.topics.get('docker')?.passages)
  expect(after.problems).toEqual(before.problems)
  expect(getContentVersion()).not.toBe(version)
  expect(deriveFromContent('something', () => ({}))).not.toBe(derived)
  expect(told).toContain(after)
})

it.each([
  ['front matter', (text: string) => text.replace(/^title: .*/m, 'title: [')],
  ['body', (text: string) => `${text}\n<Open {\n`],
])('keeps the former version of a page with an unreadable %s, and says so', async (_, spoil) => {
  const good = read(prometheus)
  writeFileSync(place(prometheus), spoil(good))
  await untilPasses(async () => expect(findUnreadable(await getPortal())).toMatchObject([{ file: prometheus }]))
  const topic = (await getPortal()).topics.get('prometheus')
  expect([topic?.title, topic?.source === null, topic?.isFormer]).toEqual(['New Prometheus', false, true])
  writeFileSync(place(prometheus), good)
  await untilPasses(async () => expect(findUnreadable(await getPortal())).toEqual([]))
})

it('follows a file that is replaced, added and deleted', async () => {
  const added = read(prometheus)
    .replace('slug: prometheus', 'slug: another')
    .replace(/^sortorder: .*/m, 'sortorder: "0699"')
  // Many editors write to another file and rename it.
  writeFileSync(place('.another.tmp'), added)
  renameSync(place('.another.tmp'), place('devops/another.mdx'))
  await untilPasses(async () => expect((await getPortal()).topics.has('another')).toBe(true))
  rmSync(place('devops/another.mdx'))
  await untilPasses(async () => expect((await getPortal()).topics.has('another')).toBe(false))
})

it('serves a changed path, keeps its former version if it can’t be read, and removes it with its file', async () => {
  const file = 'paths/from-laptop-to-live.yaml'
  const good = read(file)
  const titleOf = async () => (await getPortal()).paths.get('from-laptop-to-live')?.title
  const version = getContentVersion()
  writeFileSync(place(file), good.replace(/^title: .*/m, 'title: Going live'))
  await untilPasses(async () => expect(await titleOf()).toBe('Going live'))
  expect(getContentVersion()).not.toBe(version)
  writeFileSync(place(file), good.replace(/^title: .*/m, 'title: ['))
  await untilPasses(async () => expect(findUnreadable(await getPortal())).toMatchObject([{ file }]))
  expect(await titleOf()).toBe('Going live')
  rmSync(place(file))
  await untilPasses(async () => expect(await titleOf()).toBeUndefined())
  writeFileSync(place(file), good)
  await untilPasses(async () => expect(await titleOf()).toBe('From laptop to live'))
})

it('serves a change of portal.yaml and its logo, and keeps the previous version of an invalid one', async () => {
  const settings = async () => (await getPortal()).settings
  const badly = async () => findUnreadable(await getPortal()).map(({ file, line }) => [file, line])
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h1"/></svg>'
  let version = getContentVersion()
  writeFileSync(place('logo.svg'), svg)
  writeFileSync(place('portal.yaml'), 'name: Woodworking\nlogo: logo.svg\n')
  await untilPasses(async () => expect(await settings()).toMatchObject({ name: 'Woodworking', logo: {} }))
  expect(getContentVersion()).not.toBe(version)
  version = getContentVersion()
  writeFileSync(place('logo.svg'), svg.replace('h1', 'h2'))
  await untilPasses(async () => expect((await settings()).logo?.light.svg).toContain('h2'))
  expect(getContentVersion()).not.toBe(version)
  writeFileSync(place('logo.svg'), svg.replace('<path', '<script/><path'))
  await untilPasses(async () => expect(await badly()).toEqual([['logo.svg', 1]]))
  expect((await settings()).logo?.light.svg).toContain('h2')
  writeFileSync(place('portal.yaml'), 'name: Carpentry\naccent: "#ffffff"\n')
  await untilPasses(async () => expect(await badly()).toEqual([['portal.yaml', 2]]))
  expect((await settings()).name).toBe('Woodworking')
  writeFileSync(place('portal.yaml'), 'name: Carpentry\n')
  await untilPasses(async () => expect(await settings()).toMatchObject({ name: 'Carpentry', logo: null }))
  rmSync(place('portal.yaml'))
  await untilPasses(async () => expect(await settings()).toEqual(defaultSettings))
  expect(await badly()).toEqual([])
})

it('reads moved.yaml and links.json', async () => {
  const version = getContentVersion()
  writeFileSync(place('links.json'), '{}\n')
  await untilPasses(() => expect(getContentVersion()).not.toBe(version))
  expect(errors).toEqual([])
})

/** The pages whose titles show which version of them is served. */
const several = ['backups', 'grafana', 'prometheus', 'sentry', 'monitoring', 'devops']
const fileOf = (slug: string) => place(`devops/${slug}.mdx`)
const writeTitle = (slug: string, title: string) =>
  writeFileSync(fileOf(slug), readFileSync(fileOf(slug), 'utf8').replace(/^title: .*/m, `title: "${title}"`))

/** Writes a title into several pages, one after the other, and returns each set of titles that was served from then on. */
async function writeSlowly(title: string, pause: number, after = () => {}): Promise<Set<string>[]> {
  const served: Set<string>[] = []
  const titles = (portal: Portal) => new Set(several.map((slug) => portal.topics.get(slug)?.title ?? 'none'))
  onContentChange((portal) => void served.push(titles(portal)))
  for (const slug of several) {
    writeTitle(slug, title)
    await wait(pause)
  }
  after()
  await untilPasses(async () => expect(titles(await getPortal())).toEqual(new Set([title])))
  return served
}

it('serves no mix of old and new files while files are written one by one', async () => {
  for (const slug of several) writeTitle(slug, 'Before')
  await untilPasses(async () => expect((await getPortal()).topics.get('devops')?.title).toBe('Before'))
  for (const titles of await writeSlowly('After', 100)) expect([...titles].length, [...titles].join()).toBe(1)
})

it('waits until Git has finished a pull, even if it pauses', async () => {
  execFileSync('git', ['init', '-q'], { cwd: folder })
  // The Git directory is looked for when something changes.
  writeTitle('devops', 'Between')
  await untilPasses(async () => expect((await getPortal()).topics.get('devops')?.title).toBe('Between'))
  writeTitle('devops', 'After')
  await untilPasses(async () => expect((await getPortal()).topics.get('devops')?.title).toBe('After'))
  const lock = place('.git/index.lock')
  writeFileSync(lock, '')
  const served = await writeSlowly('Pulled', 450, () => rmSync(lock))
  for (const titles of served) expect([...titles].length, [...titles].join()).toBe(1)
})

it('serves new dates after a commit that changes no file', async () => {
  const version = getContentVersion()
  const as = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
  execFileSync('git', [...as, 'commit', '-q', '--allow-empty', '-m', 'x'], { cwd: folder })
  await untilPasses(() => expect(getContentVersion()).not.toBe(version))
})

it('follows the content folder if it is a link whose target changes', async () => {
  const [one, other] = [`${folder}-1`, `${folder}-2`]
  cpSync(folder, other, { recursive: true })
  renameSync(folder, one)
  symlinkSync(one, folder)
  writeFileSync(
    path.join(other, 'devops/prometheus.mdx'),
    read('devops/prometheus.mdx').replace(/^title: .*/m, 'title: Elsewhere'),
  )
  symlinkSync(other, `${folder}-next`)
  renameSync(`${folder}-next`, folder)
  await untilPasses(async () => expect((await getPortal()).topics.get('prometheus')?.title).toBe('Elsewhere'))
  rmSync(folder)
  rmSync(one, { recursive: true })
  renameSync(other, folder)
  // Between two of these lines, the folder was missing: the next test waits until that is over.
  writeFileSync(place(prometheus), read(prometheus).replace(/^title: .*/m, 'title: Back'))
  await untilPasses(async () => expect((await getPortal()).topics.get('prometheus')?.title).toBe('Back'))
  errors.length = 0
})

it('keeps serving while the folder is missing, and reports that once', async () => {
  renameSync(folder, `${folder}-away`)
  const sentence = `The content folder ${folder} can't be read (ENOENT). Put it back, or give this user the right to read it; until then, the previous content is served.`
  await untilPasses(() => expect(listContentFaults()).toEqual([sentence]))
  await wait(2500)
  expect(errors.map((error) => (error as Error).message)).toEqual([sentence])
  expect((await getPortal()).topics.size).toBeGreaterThan(10)
  renameSync(`${folder}-away`, folder)
  await untilPasses(() => expect(listContentFaults()).toEqual([]))
})
