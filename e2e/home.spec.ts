import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { atEachWidth } from './axe'
import { startPortal, type OwnPortal } from './own-portal'
import { button, choose } from './rows'
import { expect, slow, test } from './test'

// The home page: what the portal offers a newcomer, and where a reader continues.

test('a newcomer sees a half-finished list as a picture, and where to start', async ({ tab: page }) => {
  await page.goto('/', { waitUntil: 'load' })
  const example = page.getByRole('figure').filter({ hasText: 'An example list.' })
  await expect(example).toContainText('1 of 3 done, 1 being read')
  await expect(example.locator('.example')).toHaveAttribute('inert')
  // Already at the first paint, which comes before the style sheet.
  const [bookmark, title] = [example.locator('[aria-pressed=true]'), example.locator('.resource-link').last()]
  await expect(bookmark).toHaveCSS('color', await title.evaluate((link) => getComputedStyle(link).color))
  await page.getByRole('link', { name: 'Start with Introduction' }).click()
  await expect(page).toHaveURL('/introduction')
})

test('a new reader is welcomed by name', async ({ tab: page, signUp }) => {
  const { name } = await signUp(page)
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: `Welcome, ${name}` })).toBeVisible()
})

test('a reader finds started and bookmarked topics, and another reader does not', async ({
  tab: page,
  signUp,
  openSecondBrowser,
}) => {
  await signUp(page)
  await page.goto('/docker')
  const first = (await page.locator('main .glyph').first().getAttribute('aria-label'))!.replace('Done: ', '')
  await button(page, 'Done', first).click()
  await expect(page.getByRole('main')).toContainText('1 of ')
  await page.goto('/prometheus')
  await choose(page, 'Reading', 'Monitoring with Prometheus')
  await button(page, 'Bookmark', 'From Graphite to Prometheus').click()
  await expect(page.getByRole('main')).toContainText('0 of 9 done, 1 being read')

  await page.goto('/')
  await expect(page.getByRole('region', { name: 'Continue' })).toContainText('Monitoring with Prometheus is the one')
  await expect(page.getByRole('region', { name: 'Continue' })).toContainText(/Continue, last read \d+ \w+/)
  await atEachWidth(page, async () => {
    const counts = page.locator('.continue-head').getByText('0 of 9 done, 1 being read')
    const lines = await counts.evaluate(
      (each) => each.getBoundingClientRect().height / parseFloat(getComputedStyle(each).lineHeight),
    )
    expect(lines).toBeCloseTo(1, 0)
  })
  await expect(page.getByRole('region', { name: 'Topics in progress' }).getByRole('link')).toHaveText(['Docker'])
  const desk = page.getByRole('complementary', { name: 'Your progress and bookmarks' })
  await expect(desk.getByRole('link', { name: 'From Graphite to Prometheus' })).toBeVisible()
  await page.getByRole('region', { name: 'Topics in progress' }).getByRole('listitem').click()
  await expect(page).toHaveURL('/docker')

  const other = await openSecondBrowser()
  await signUp(other)
  await other.goto('/')
  await expect(other.getByRole('region', { name: 'Continue' })).toHaveCount(0)
  await expect(other.getByRole('main')).not.toContainText('Graphite')
})

const reading = 'Monitoring with Prometheus'
const left = 'From Graphite to Prometheus'

for (const [name, words] of [
  ['Mark as done', 'marked as done'],
  ['Skip', 'skipped'],
] as const)
  test(
    `“${name}” on the next tutorial is said, and taken back by keyboard`,
    name === 'Skip' ? slow : {},
    async ({ tab: page, signUp }) => {
      await signUp(page)
      await page.goto('/prometheus')
      await choose(page, 'Reading', reading)
      await expect(page.getByRole('main')).toContainText('0 of 9 done, 1 being read')
      await page.goto('/')
      const region = page.getByRole('region', { name: 'Continue' })
      await region.getByRole('button', { name: `${name}: ${reading}` }).focus()
      await page.keyboard.press('Enter')
      const toast = page.getByRole('status').filter({ hasText: `“${reading}” ${words}` })
      await expect(toast.getByRole('button', { name: 'Undo' })).toBeFocused()
      await expect(region.getByRole('listitem')).not.toContainText(reading)
      await page.keyboard.press('Enter')
      await expect(region.getByRole('listitem')).toContainText(reading)
      await expect(region.getByRole('link', { name: reading, exact: true })).toBeFocused()
      await expect(toast).toHaveCount(0)
      await expect(region.getByRole('listitem')).toContainText('Reading')
    },
  )

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the next tutorial is marked, which the page says and takes back', slow, async ({ page, signUp }) => {
    await signUp(page)
    await page.goto('/prometheus')
    await button(page, 'Done', left).click()
    await page.goto('/')
    const region = page.getByRole('region', { name: 'Continue' })
    const title = (await region.getByRole('link', { name: /^Open: / }).getAttribute('aria-label'))!.slice(6)
    await region.getByRole('button', { name: `Mark as done: ${title}` }).click()
    const said = page.getByRole('status').filter({ hasText: `“${title}” marked as done` })
    await expect(region.getByRole('listitem')).not.toContainText(title)
    await said.getByRole('button', { name: 'Undo' }).click()
    await expect(region.getByRole('button', { name: `Mark as done: ${title}` })).toBeVisible()
    await page.goto('/prometheus')
    await expect(page.getByText(`“${title}” marked`)).toHaveCount(0)
  })
})

test('a reader finds each chapter in one line, and a newcomer each with its topics', async ({ tab: page, signUp }) => {
  await page.goto('/')
  const chapters = page.getByRole('region', { name: 'All chapters' })
  await expect(chapters.getByRole('link', { name: 'Prometheus', exact: true })).toBeVisible()
  await signUp(page)
  await page.goto('/prometheus')
  await button(page, 'Done', left).click()
  await expect(page.getByRole('main')).toContainText('1 of 9 done')
  await page.goto('/')
  await expect(chapters.getByRole('link', { name: 'DevOps' })).toBeVisible()
  await expect(chapters.getByRole('link', { name: 'Prometheus', exact: true })).toHaveCount(0)
  await expect(chapters.getByRole('listitem').filter({ hasText: 'DevOps' })).toContainText('1 of ')
  await expect(chapters.getByRole('listitem').filter({ hasText: 'Introduction' })).toContainText('1 topic')
  for (const row of await chapters.getByRole('listitem').all())
    expect((await row.boundingBox())?.height).toBeLessThan(64)
})

test.describe('on a portal whose content has a history', slow, () => {
  const port = Number(process.env.E2E_PORT ?? 3210) + 9
  // It may have to be built first.
  test.describe.configure({ timeout: 600_000 })
  test.use({ baseURL: `http://localhost:${port}` })
  let scratch: string
  let portal: OwnPortal | undefined

  test.beforeAll(async () => {
    scratch = mkdtempSync(path.join(tmpdir(), 'lectern-news-'))
    const content = path.join(scratch, 'content')
    cpSync('e2e/fixtures/content', content, { recursive: true })
    const git = (date: string, ...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
        cwd: content,
        env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      })
    const days = (ago: number) => new Date(Date.now() - ago * 24 * 60 * 60 * 1000).toISOString()
    git(days(300), 'init', '--quiet')
    git(days(300), 'add', '.')
    git(days(300), 'reset', '--quiet', '--', 'devops/grafana.mdx')
    git(days(300), 'commit', '--quiet', '--message', 'All but one topic')
    git(days(3), 'add', '.')
    git(days(3), 'commit', '--quiet', '--message', 'One more topic')
    portal = await startPortal({ PORT: String(port), DATA_DIR: path.join(scratch, 'data'), CONTENT_DIR: content })
  })
  test.afterAll(async () => {
    await portal?.stop()
    rmSync(scratch, { recursive: true, force: true })
  })

  test('a reader who comes back is told by name what is new, and one who was just here is not', async ({
    page,
    signUp,
    openSecondBrowser,
    baseURL,
  }) => {
    const day = 24 * 60 * 60 * 1000
    const mark = async (of: typeof page, age: number) => {
      await signUp(of)
      await of.goto('/prometheus')
      const headers = { Origin: baseURL ?? '' }
      for (const resource of await of.locator('main .mark input[name="resource"]').all()) {
        const data = { resource: await resource.inputValue(), progress: 'reading', age }
        expect((await of.request.post('/api/reading-progress', { headers, data })).status()).toBe(200)
      }
      await of.goto('/')
    }
    await mark(page, 10 * day)
    const news = page.getByRole('region', { name: /^New since \d/ })
    await expect(news.getByRole('link')).toHaveText([/^Grafana: /])
    // It stays while the reader marks.
    await page.getByRole('button', { name: /^Mark as done: / }).click()
    await expect(page.getByRole('status').filter({ hasText: 'marked as done' })).toBeVisible()
    await page.reload()
    await expect(news.getByRole('link')).toHaveText([/^Grafana: /])
    await news.getByRole('link').click()
    await expect(page).toHaveURL('/grafana')

    const other = await openSecondBrowser()
    await mark(other, 0)
    await expect(other.getByRole('region', { name: 'Continue' })).toBeVisible()
    await expect(other.getByRole('region', { name: /^New since/ })).toHaveCount(0)
  })
})
