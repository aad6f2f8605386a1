import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPortal, type OwnPortal } from './own-portal'
import { expect, test } from './test'

// Editors break, move, rename and withdraw; after each the portal is built and started anew, as an operator
// does it. Whatever a reader marked is still there.

const port = Number(process.env.E2E_PORT ?? 3210) + 5
const base = `http://localhost:${port}`
const beside = '.cache/life'
const former = 'https://tech.showmax.com/2019/10/prometheus-introduction/'
const now = 'https://tech.example.org/prometheus-introduction'

/** What a check of the links may have left: one tutorial dead, one no longer what it was. */
const linkStates = {
  'https://blog.alexellis.io/prometheus-monitoring/': { verdict: 'suspect', checked: '2026-11-01' },
  'https://kjanshair.github.io/2018/02/20/prometheus-monitoring/': { verdict: 'dead', checked: '2026-11-01', archived: 'https://web.archive.org/web/20260101/https://kjanshair.github.io/' },
}

/** What should have been caught before the merge: a body that is no MDX, a page without its front matter. */
const broken = {
  'broken-body': '---\ntitle: Broken\ncategory: page\nslug: broken-body\nsortorder: "0690"\ntoc: false\nsidebartitle: Broken\nmeta: Broken.\n---\n\nAn <open tag and {an open brace\n',
  'broken-front-matter': '---\ntitle: [\n---\n\nWords.\n',
}

test.use({ baseURL: base })
// One server after the other, on one folder of content.
test.describe.configure({ mode: 'serial', timeout: 600_000 })

let scratch: string
let content: string
let portal: OwnPortal | undefined

test.beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'lectern-life-'))
  content = path.join(scratch, 'content')
  cpSync('content', content, { recursive: true })
  mkdirSync('.cache', { recursive: true })
  writeFileSync(path.join(content, 'links.json'), JSON.stringify(linkStates))
  for (const [slug, text] of Object.entries(broken)) writeFileSync(path.join(content, `devops/${slug}.mdx`), text)
  writeFileSync(`${beside}.tsconfig.json`, JSON.stringify({ extends: '../tsconfig.json' }))
})
test.afterEach(stop)
test.afterAll(() => rmSync(scratch, { recursive: true, force: true }))

async function start(): Promise<void> {
  await stop()
  portal = await startPortal({ PORT: String(port), DATA_DIR: path.join(scratch, 'data'), CONTENT_DIR: content, NEXT_DIST_DIR: beside })
}

async function stop(): Promise<void> {
  await portal?.stop()
  portal = undefined
}

function edit(...args: string[]): void {
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/content.ts', ...args, '--content', content], { stdio: 'pipe' })
}

test('a broken page takes no other page down', async ({ page }) => {
  await start()
  await page.goto('/broken-body')
  await expect(page.getByText('This page is being mended and can’t be shown just now.')).toBeVisible()
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: /Prometheus/ }).click()
  await expect(page.getByRole('group', { name: /^Reading progress/ })).toHaveCount(9)
  expect((await page.request.get('/broken-front-matter')).status()).toBe(404)
})

test('a mark outlives a moved address, a renamed page and a withdrawal', async ({ page, account, signUp }) => {
  const title = 'A gentle introduction to the wonderful world of metrics'
  const done = page.getByRole('button', { name: `Done: ${title}` })
  const bookmark = page.getByRole('button', { name: `Bookmark: ${title}` })

  await start()
  await signUp(page, account)
  await page.goto('/prometheus')
  await bookmark.click()
  await expect(bookmark).toHaveAttribute('aria-pressed', 'true')
  await done.click()
  await expect(page.getByRole('main')).toContainText('1 of 9 done')

  await expect(page.getByRole('link', { name: 'archived copy' })).toHaveAttribute('href', /^https:\/\/web\.archive\.org\//)
  await expect(page.getByRole('link', { name: 'Monitor your applications with Prometheus' })).toHaveCount(0)
  await expect(page.getByText('not linked for now: it may no longer be what it was')).toBeVisible()
  await page.locator(`summary[aria-label="Note: ${title}"]`).click()
  await page.getByRole('textbox', { name: `Note on ${title}` }).fill('Read before the review.')
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Reading: Monitoring with Prometheus' }).click()
  await expect(page.getByRole('main')).toContainText('1 of 9 done, 1 being read')
  await page.goto('/shelf')
  await expect(page.getByRole('listitem').filter({ hasText: 'Monitoring with Prometheus' }).getByRole('link', { name: 'archived copy' })).toBeVisible()

  edit('move', former, now)
  edit('move', 'prometheus', 'watching-with-prometheus')
  await start()
  const renamed = await page.request.get('/prometheus', { maxRedirects: 0 })
  expect([renamed.status(), renamed.headers().location]).toEqual([308, '/watching-with-prometheus'])
  await page.goto('/prometheus')
  await expect(page).toHaveURL('/watching-with-prometheus')
  await expect(page.getByRole('link', { name: title })).toHaveAttribute('href', now)
  await expect(done).toHaveAttribute('aria-pressed', 'true')
  await expect(bookmark).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('textbox', { name: `Note on ${title}` })).toHaveValue('Read before the review.')
  await expect(page.getByRole('main')).toContainText('1 of 9 done, 1 being read')

  const file = path.join(content, 'devops/watching-with-prometheus.mdx')
  writeFileSync(file, readFileSync(file, 'utf8').split('\n').filter((line) => !line.includes(now)).join('\n'))
  edit('move', now, '--withdrawn', 'The author took it down.')
  await start()
  await page.goto('/watching-with-prometheus')
  await expect(page.getByRole('main')).toContainText('0 of 8 done, 1 being read')
  await page.goto('/shelf')
  const gone = page.getByRole('listitem').filter({ has: bookmark })
  await expect(gone).toContainText('no longer listed')
  await expect(gone.getByRole('link', { name: title })).toHaveAttribute('href', now)
  await expect(done).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: `Remove from shelf: ${title}` }).click()
  await expect(gone).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(done).toHaveAttribute('aria-pressed', 'true')
  await expect(gone.getByRole('textbox')).toHaveValue('Read before the review.')
})

test('a topic that gains a tutorial says so to who had finished it', async ({ page, account, signUp, openSecondBrowser }) => {
  await start()
  await signUp(page, account)
  await page.goto('/watching-with-prometheus')
  for (const each of await page.getByRole('button', { name: /^Done: / }).all()) await each.click()
  await expect(page.getByRole('main')).toContainText('8 of 8 done')
  await expect(page.getByRole('main')).toContainText('You have read everything here. Next:')
  const other = await openSecondBrowser()
  await signUp(other)
  await other.goto('/watching-with-prometheus')
  await other.getByRole('button', { name: /^Done: / }).first().click()
  await expect(other.getByRole('main')).toContainText('1 of 8 done')

  const file = path.join(content, 'devops/watching-with-prometheus.mdx')
  const lines = readFileSync(file, 'utf8').split('\n')
  lines.splice(lines.findLastIndex((line) => line.startsWith('- [')), 0, '- [Recording rules in practice](https://metrics.example.org/recording-rules) shows which queries to work out beforehand.', '')
  writeFileSync(file, lines.join('\n'))
  await start()
  await page.goto('/watching-with-prometheus')
  await expect(page.getByRole('main')).toContainText('8 of 9 done')
  await expect(page.getByRole('main')).toContainText('1 new since you finished.')
  await other.goto('/watching-with-prometheus')
  await expect(other.getByRole('main')).toContainText('1 of 9 done')
  await expect(other.getByText('since you finished')).toHaveCount(0)
  await page.getByRole('button', { name: 'Done: Recording rules in practice' }).click()
  await expect(page.getByRole('main')).toContainText('9 of 9 done')
  await expect(page.getByText('since you finished')).toHaveCount(0)
})
