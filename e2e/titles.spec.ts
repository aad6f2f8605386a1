import { button, choose, menu, meta, openMenu } from './rows'
import { expect, test } from './test'

// A tutorial with a title: the page shows its sentence's words, and everything else shows the title.

const title = 'Postmortem of database outage of January 31'

test('a tutorial is shown by its title everywhere but in its sentence', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.goto('/backups')
  const link = page.getByRole('link', { name: 'postmortem', exact: true })
  await expect(link).toHaveText('postmortem')
  await expect(link).not.toHaveAttribute('title')
  await choose(page, 'Reading', title)
  const bookmark = page.getByRole('button', { name: `Bookmark: ${title}`, exact: true })
  await bookmark.click()
  await expect(bookmark).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('button', { name: /: postmortem$/ })).toHaveCount(0)

  await page.goto('/')
  await expect(
    page.getByRole('region', { name: 'Continue' }).getByRole('link', { name: `Open: ${title}` }),
  ).toBeVisible()

  await page.goto('/shelf?q=outage')
  // Its author's sentence, with the title on the controls.
  const row = page.getByRole('region', { name: 'What you marked' }).locator(`[aria-label="More for ${title}"]`)
  await expect(row).toHaveCount(1)
  await choose(page, 'Remove from shelf', title)
  await expect(page.getByText(`Removed “${title}” from your shelf`)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toHaveCount(1)
  for (const format of ['csv', 'json', 'bookmarks'])
    await expect.poll(async () => (await page.request.get(`/shelf/export/${format}`)).text()).toContain(title)

  await page.goto('/resources?q=outage')
  await expect(page.getByRole('main').getByRole('link', { name: title })).toHaveCount(1)
  await page.goto('/search?q=outage+january')
  await expect(page.getByRole('main').getByRole('link', { name: title })).toHaveCount(1)
  expect(await (await page.request.get('/backups.md')).text()).toContain(
    `[postmortem](https://about.gitlab.com/blog/postmortem-of-database-outage-of-january-31/ "${title}")`,
  )
})

test('a reference can be bookmarked and noted, and does not count as reading', async ({ tab: page, signUp }) => {
  const reference = 'The options of pg_dump'
  await signUp(page)
  await page.goto('/backups')
  await expect(page.getByRole('main')).toContainText('0 of 8 done.')
  await expect(meta(page, reference)).toHaveText('postgresql.org · reference')
  await expect(button(page, 'Done', reference)).toHaveCount(0)
  await openMenu(page, reference)
  await expect(menu(page).getByRole('button')).toHaveText([/^Add a note/])
  await page.keyboard.press('Escape')
  await button(page, 'Bookmark', reference).click()
  await expect(button(page, 'Bookmark', reference)).toHaveAttribute('aria-pressed', 'true')
  const refused = await page.request.post('/api/reading-progress', {
    headers: { Origin: new URL(page.url()).origin },
    data: {
      resource: await page
        .getByRole('link', { name: 'pg_dump', exact: true })
        .evaluate(({ id }) => id.replace('resource-', '')),
      progress: 'done',
    },
  })
  expect([refused.status(), await refused.text()]).toEqual([
    422,
    expect.stringContaining('A reference has no reading progress.'),
  ])

  await page.goto('/shelf')
  await expect(page.getByRole('link', { name: 'Bookmarked 1' })).toBeVisible()
  await expect(meta(page, reference)).toHaveText('postgresql.org · reference')
  await page.goto('/resources')
  await page.getByRole('navigation', { name: 'Filter by kind' }).getByRole('link', { name: 'References 1' }).click()
  await expect(page.getByRole('status').filter({ hasText: '1 item' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: reference })).toHaveCount(1)
  await page.goto('/search?q=pg_dump+options')
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: reference }).last()).toContainText(
    'reference in Backups',
  )
})
