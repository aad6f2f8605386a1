import { choose, meta } from './rows'
import { expect, followSignUpLink, test } from './test'

// A new reader's whole journey, on both databases and without JavaScript.

test('a new reader finds Prometheus, marks its tutorials, and finds the marks again', async ({
  tab: page,
  account,
  openSecondBrowser,
}) => {
  await page.goto('/')
  await page
    .getByRole('navigation', { name: 'Contents' })
    .getByRole('link', { name: /DevOps/ })
    .click()
  await expect(page).toHaveURL('/devops')
  await page
    .getByRole('navigation', { name: 'Contents' })
    .getByRole('link', { name: /Prometheus/ })
    .click()
  await expect(page).toHaveURL('/prometheus')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Prometheus')

  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Name').fill(account.name)
  await page.getByLabel('Email address').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Create an account' }).click()
  await followSignUpLink(page, account)
  await expect(page).toHaveURL('/prometheus')

  const basics = page.getByRole('button', { name: 'Bookmark: Prometheus-Basics' })
  const gentle = page.getByRole('button', { name: 'Bookmark: A gentle introduction to the wonderful world of metrics' })
  const done = page.getByRole('button', { name: 'Done: Prometheus-Basics' })
  for (const button of [basics, gentle, done]) {
    await button.click()
    await expect(button).toHaveAttribute('aria-pressed', 'true')
    await expect(page).toHaveURL(/\/prometheus(#resource-\w+)?$/)
  }
  await choose(page, 'Reading', 'A gentle introduction to the wonderful world of metrics')
  // The count comes from the server, which has stored every mark by then.
  await expect(page.getByRole('main')).toContainText('1 of 9 done, 1 being read.')

  const expectMarks = async () => {
    for (const button of [basics, gentle, done]) await expect(button).toHaveAttribute('aria-pressed', 'true')
    await expect(meta(page, 'A gentle introduction to the wonderful world of metrics')).toContainText('Reading')
    await expect(page.getByRole('button', { pressed: true, name: /^Bookmark/ })).toHaveCount(2)
    await expect(page.getByRole('button', { pressed: false, name: /^Done/ })).toHaveCount(7)
  }
  await page.reload()
  await expectMarks()

  await page.getByRole('link', { name: 'Your account' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await page.goto('/prometheus')
  await expect(page.getByRole('button', { pressed: false, name: /^Done/ })).toHaveCount(9)

  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('Email address').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/prometheus')
  await expectMarks()

  await page.getByRole('link', { name: 'Shelf' }).click()
  await expect(page.getByRole('heading', { name: 'Your shelf' })).toBeVisible()
  const marked = page.getByRole('region', { name: 'What you marked' })
  await expect(marked.getByRole('link', { name: 'Prometheus-Basics' })).toBeVisible()
  await expect(
    marked.getByRole('link', { name: 'A gentle introduction to the wonderful world of metrics' }),
  ).toBeVisible()
  for (const filter of ['Reading 1', 'Done 1', 'Bookmarked 2'])
    await expect(page.getByRole('link', { name: filter, exact: true })).toBeVisible()

  const other = await openSecondBrowser()
  await other.goto('/sign-up?next=/prometheus')
  await other.getByLabel('Name').fill('Another Reader')
  await other.getByLabel('Email address').fill(`other-${account.email}`)
  await other.getByLabel('Password').fill('quite another password')
  await other.getByRole('button', { name: 'Create an account' }).click()
  await followSignUpLink(other, { email: `other-${account.email}`, password: 'quite another password' })
  await expect(other.getByRole('main')).toContainText('0 of 9 done.')
  await expect(other.getByRole('button', { pressed: true, name: /^(Bookmark|Done)/ })).toHaveCount(0)
  await other.getByRole('link', { name: 'Shelf' }).click()
  await expect(other.getByText('Your shelf is empty.')).toBeVisible()
  await expect(other.getByRole('link', { name: 'Prometheus-Basics' })).toHaveCount(0)
})
