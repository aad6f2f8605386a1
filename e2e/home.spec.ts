import { button, choose } from './rows'
import { expect, test } from './test'

// The home page: what the portal offers a newcomer, and where a reader continues.

test('a newcomer sees a half-finished list as a picture, and where to start', async ({ page }) => {
  await page.goto('/')
  const example = page.getByRole('figure').filter({ hasText: 'An example list.' })
  await expect(example).toContainText('1 of 3 done, 1 being read')
  await expect(example.locator('.example')).toHaveAttribute('inert')
  await page.getByRole('link', { name: 'Start with Introduction' }).click()
  await expect(page).toHaveURL('/introduction')
})

test('a new reader is welcomed by name', async ({ page, signUp }) => {
  const { name } = await signUp(page)
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: `Welcome, ${name}` })).toBeVisible()
})

test('a reader finds started and bookmarked topics, and another reader does not', async ({
  page,
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
