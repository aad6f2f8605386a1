import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPortal, type OwnPortal } from './own-portal'
import { choose, openNote, readNote } from './rows'
import { expect, test } from './test'

// Editors break, move, rename, withdraw and add content; then the portal is rebuilt and restarted. All marks are kept.

const port = Number(process.env.E2E_PORT ?? 3210) + 5
const base = `http://localhost:${port}`
const beside = '.cache/life'
/** An address before and after its move, and one that is withdrawn. */
const showmax = [
  'https://tech.showmax.com/2019/10/prometheus-introduction/',
  'https://tech.example.org/prometheus-introduction',
] as const
const nanit = 'https://engineering.nanit.com/from-graphite-to-prometheus-things-ive-learned-e1d1e4b97fc'

/** The results of a link check: a dead tutorial, and one that has changed hands. */
const linkStates = {
  'https://blog.alexellis.io/prometheus-monitoring/': { verdict: 'suspect', checked: '2026-11-01' },
  'https://kjanshair.github.io/2018/02/20/prometheus-monitoring/': {
    verdict: 'dead',
    checked: '2026-11-01',
    archived: 'https://web.archive.org/web/20260101/https://kjanshair.github.io/',
  },
}

/** Pages that the check would refuse: invalid MDX, and no front matter. */
const broken = {
  'broken-body':
    '---\ntitle: Broken\ncategory: page\nslug: broken-body\nsortorder: "0690"\ntoc: false\nsidebartitle: Broken\nmeta: Broken.\n---\n\nAn <open tag and {an open brace\n',
  'broken-front-matter': '---\ntitle: [\n---\n\nWords.\n',
}

// The portal is down between two builds, while an open page may request the next topic.
test.use({ baseURL: base, expectedConsole: [/net::ERR_/] })
// Servers run one after another, on one content folder.
test.describe.configure({ mode: 'serial', timeout: 600_000 })

let scratch: string
let content: string
let portal: OwnPortal | undefined

test.beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'lectern-life-'))
  content = path.join(scratch, 'content')
  // One chapter, to keep builds short; links to other chapters lead nowhere.
  cpSync('e2e/fixtures/content/devops', path.join(content, 'devops'), { recursive: true })
  writeFileSync(path.join(content, 'links.json'), JSON.stringify(linkStates))
  for (const [slug, text] of Object.entries(broken)) writeFileSync(path.join(content, `devops/${slug}.mdx`), text)
})
test.afterEach(stop)
test.afterAll(() => rmSync(scratch, { recursive: true, force: true }))

async function start(): Promise<void> {
  await stop()
  portal = await startPortal({
    PORT: String(port),
    DATA_DIR: path.join(scratch, 'data'),
    CONTENT_DIR: content,
    NEXT_DIST_DIR: beside,
  })
}

async function stop(): Promise<void> {
  await portal?.stop()
  portal = undefined
}

function edit(...args: string[]): void {
  execFileSync(process.execPath, ['scripts/content.mjs', ...args, '--content', content], {
    stdio: 'pipe',
  })
}

/** Changes a page of the chapter by its lines. */
function change(slug: string, rewrite: (lines: string[]) => string[]): void {
  const file = path.join(content, `devops/${slug}.mdx`)
  writeFileSync(file, rewrite(readFileSync(file, 'utf8').split('\n')).join('\n'))
}

test('a broken page breaks no other page', async ({ page }) => {
  await start()
  await page.goto('/broken-body')
  await expect(page.getByText('This page has an error and can’t be shown at the moment.')).toBeVisible()
  await page
    .getByRole('navigation', { name: 'Contents' })
    .getByRole('link', { name: /Prometheus/ })
    .click()
  await expect(page.getByRole('group', { name: /^Reading progress/ })).toHaveCount(9)
  expect((await page.request.get('/broken-front-matter')).status()).toBe(404)
})

test('marks survive a moved address, a renamed page and a withdrawal, and a finished topic shows its additions', async ({
  page,
  account,
  signUp,
  openSecondBrowser,
}) => {
  const [moved, withdrawn] = ['A gentle introduction to the wonderful world of metrics', 'From Graphite to Prometheus']
  const done = (title: string) => page.getByRole('button', { name: `Done: ${title}` })
  const bookmark = (title: string) => page.getByRole('button', { name: `Bookmark: ${title}` })
  const other = await openSecondBrowser()

  await test.step('readers mark', async () => {
    await start()
    await signUp(page, account)
    await page.goto('/prometheus')
    for (const title of [moved, withdrawn]) {
      await bookmark(title).click()
      await expect(bookmark(title)).toHaveAttribute('aria-pressed', 'true')
      await done(title).click()
      await expect(done(title)).toHaveAttribute('aria-pressed', 'true')
      await (await openNote(page, title)).fill(`Read before the review of ${title}.`)
      await expect(page.getByText('Saved.').last()).toBeVisible()
    }
    await expect(page.getByRole('link', { name: 'archived copy' })).toHaveAttribute(
      'href',
      /^https:\/\/web\.archive\.org\//,
    )
    await expect(page.getByRole('link', { name: 'Monitor your applications with Prometheus' })).toHaveCount(0)
    await expect(page.getByText('link disabled: this site may have changed hands')).toBeVisible()
    await choose(page, 'Reading', 'Monitoring with Prometheus')
    await expect(page.getByRole('main')).toContainText('2 of 9 done, 1 being read')
    await page.goto('/shelf')
    await expect(
      page
        .getByRole('listitem')
        .filter({ hasText: 'Monitoring with Prometheus' })
        .getByRole('link', { name: 'archived copy' }),
    ).toBeVisible()

    await page.goto('/backups')
    for (const each of await page.getByRole('button', { name: /^Done: / }).all()) await each.click()
    await expect(page.getByRole('main')).toContainText('8 of 8 done')
    await expect(page.getByRole('main')).toContainText('You’ve read everything here. Next:')
    await signUp(other)
    await other.goto('/backups')
    await other
      .getByRole('button', { name: /^Done: / })
      .first()
      .click()
    await expect(other.getByRole('main')).toContainText('1 of 8 done')
  })

  await test.step('editors edit', async () => {
    edit('move', ...showmax)
    edit('move', 'prometheus', 'watching-with-prometheus')
    change('watching-with-prometheus', (lines) => lines.filter((line) => !line.includes(nanit)))
    edit('move', nanit, '--withdrawn', 'The author took it down.')
    const gained =
      '- [Restores in practice](https://backups.example.org/restores-in-practice) shows what to try before the day that one is needed.'
    change('backups', (lines) =>
      lines.toSpliced(
        lines.findLastIndex((line) => line.startsWith('- ')),
        0,
        gained,
      ),
    )
    await start()
  })

  await test.step('the moved address and the renamed page keep their marks', async () => {
    const renamed = await page.request.get('/prometheus', { maxRedirects: 0 })
    expect([renamed.status(), renamed.headers().location]).toEqual([308, '/watching-with-prometheus'])
    await page.goto('/prometheus')
    await expect(page).toHaveURL('/watching-with-prometheus')
    await expect(page.getByRole('link', { name: moved })).toHaveAttribute('href', showmax[1])
    await expect(done(moved)).toHaveAttribute('aria-pressed', 'true')
    await expect(bookmark(moved)).toHaveAttribute('aria-pressed', 'true')
    await expect(readNote(page, moved)).toContainText(`Read before the review of ${moved}.`)
    await expect(page.getByRole('main')).toContainText('1 of 8 done, 1 being read')
  })

  await test.step('a withdrawn resource stays on the shelf', async () => {
    await page.goto('/shelf')
    const gone = page.getByRole('listitem').filter({ has: bookmark(withdrawn) })
    await expect(gone).toContainText('no longer listed')
    await expect(gone.getByRole('link', { name: withdrawn })).toHaveAttribute('href', nanit)
    await expect(done(withdrawn)).toHaveAttribute('aria-pressed', 'true')
    await choose(page, 'Remove from shelf', withdrawn)
    await expect(gone).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(done(withdrawn)).toHaveAttribute('aria-pressed', 'true')
    await expect(readNote(page, withdrawn)).toContainText(`Read before the review of ${withdrawn}.`)
  })

  await test.step('a topic with a new tutorial says so to readers who had finished it', async () => {
    await page.goto('/backups')
    await expect(page.getByRole('main')).toContainText('8 of 9 done')
    await expect(page.getByRole('main')).toContainText('1 new since you finished.')
    await other.goto('/backups')
    await expect(other.getByRole('main')).toContainText('1 of 9 done')
    await expect(other.getByText('since you finished')).toHaveCount(0)
    await page.getByRole('button', { name: 'Done: Restores in practice' }).click()
    await expect(page.getByRole('main')).toContainText('9 of 9 done')
    await expect(page.getByText('since you finished')).toHaveCount(0)
  })
})
