import type { Page } from '@playwright/test'
import { expect, slow, test } from './test'

// Invalid requests to every write are refused clearly, and change nothing.

const writes = ['/api/bookmarks', '/api/reading-progress'] as const
const good = { '/api/bookmarks': { bookmarked: true }, '/api/reading-progress': { progress: 'done' } }

async function findResource(page: Page): Promise<string> {
  await page.goto('/prometheus')
  const anchor = await page.getByRole('link', { name: 'Prometheus-Basics' }).getAttribute('id')
  return anchor?.replace('resource-', '') ?? ''
}

async function expectEmptyShelf(page: Page): Promise<void> {
  await page.goto('/shelf')
  await expect(page.getByText('Your shelf is empty.')).toBeVisible()
}

for (const address of writes) {
  // Unit tests refuse the same at every address (app/api/write-refusals.test.ts).
  test.describe(address, address === '/api/bookmarks' ? {} : slow, () => {
    test('writes refuse invalid requests, and change nothing', async ({ tab: page, signUp, baseURL }) => {
      await signUp(page)
      const resource = await findResource(page)
      const ours = { Origin: baseURL ?? '' }
      const body = { resource, ...good[address] }
      const refused = async (status: number, options: Parameters<Page['request']['post']>[1]) => {
        const response = await page.request.post(address, { maxRedirects: 0, ...options })
        expect(response.status(), JSON.stringify(options)).toBe(status)
        return response
      }

      await refused(403, { data: body, headers: { Origin: 'https://evil.example' } })
      await refused(403, { data: body, headers: { Origin: 'null' } })
      await refused(403, { data: body, headers: { ...ours, 'Sec-Fetch-Site': 'cross-site' } })
      await refused(404, { data: { ...body, resource: 'ffffffffffffffff' }, headers: ours })
      await refused(422, { data: { ...body, resource: 'not an id' }, headers: ours })
      await refused(422, { data: { ...body, resource: { not: null } }, headers: ours })
      await refused(422, { data: { ...body, progress: 'finished', bookmarked: 'perhaps' }, headers: ours })
      await refused(422, { data: { ...body, userId: 'another-reader' }, headers: ours })
      await refused(400, { data: '{"resource":', headers: { ...ours, 'Content-Type': 'application/json' } })
      await refused(415, { multipart: { resource, bookmarked: 'true' }, headers: ours })
      await refused(415, { data: 'resource=x', headers: { ...ours, 'Content-Type': 'text/plain' } })
      await refused(413, { data: { ...body, padding: 'x'.repeat(300_000) }, headers: ours })
      await expectEmptyShelf(page)

      // The control: the same request, valid, is stored.
      const kept = await page.request.post(address, { data: body, headers: ours })
      expect(await kept.json()).toMatchObject(body)
      await page.goto('/shelf')
      await expect(
        page.getByRole('region', { name: 'What you marked' }).getByRole('link', { name: 'Prometheus-Basics' }),
      ).toBeVisible()
    })

    test('writes ask to sign in after the session ended, and refuse requests from another reader’s page', async ({
      tab: page,
      signUp,
      baseURL,
    }) => {
      const resource = await findResource(page)
      const headers = { Origin: baseURL ?? '' }
      const asScript = await page.request.post(address, {
        data: { resource, ...good[address], reader: 'another' },
        headers,
      })
      expect(asScript.status()).toBe(401)
      expect(await asScript.json()).toMatchObject({ error: { signIn: '/sign-in' } })
      const form = {
        resource,
        returnTo: '/prometheus',
        reader: 'another',
        ...(address === '/api/bookmarks' ? { bookmarked: 'true' } : { progress: 'done' }),
      }
      const asForm = await page.request.post(address, { form, headers, maxRedirects: 0 })
      expect([asForm.status(), asForm.headers().location]).toEqual([303, '/sign-in?next=%2Fprometheus'])
      await signUp(page)
      expect((await page.request.post(address, { form, headers, maxRedirects: 0 })).status()).toBe(409)
      await expectEmptyShelf(page)
    })
  })
}

test('a refused plain form gets a page with a message and a way back', async ({ tab: page, signUp, baseURL }) => {
  await signUp(page)
  const response = await page.request.post('/api/bookmarks', {
    form: { resource: 'ffffffffffffffff', bookmarked: 'true', returnTo: 'https://evil.example/' },
    headers: { Origin: baseURL ?? '' },
  })
  expect(response.status()).toBe(404)
  const words = await response.text()
  expect(words).toContain('This item is no longer in the portal.')
  expect(words).toContain('href="/"')
  expect(words).not.toContain('evil.example')
})

test('a form never redirects to another site', async ({ tab: page, signUp, baseURL }) => {
  await signUp(page)
  const resource = await findResource(page)
  for (const returnTo of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const response = await page.request.post('/api/bookmarks', {
      form: { resource, bookmarked: 'true', returnTo },
      headers: { Origin: baseURL ?? '' },
      maxRedirects: 0,
    })
    expect(response.headers().location).toBe('/')
  }
})

test('the sign-in form shows errors in place, and keeps what was typed', async ({ tab: page, account, signUp }) => {
  await signUp(page, account)
  await page.context().clearCookies()
  await page.goto('/sign-in?next=/django')
  await page.getByLabel('Email address').fill(account.email)
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Incorrect email or password.' })).toBeVisible()
  await expect(page.getByLabel('Email address')).toHaveValue(account.email)
  await expect(page.getByLabel('Password')).toHaveValue('')
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/django')
})

test('the sign-up form refuses a short password and a taken address', async ({
  tab: page,
  account,
  signUp,
  baseURL,
}) => {
  await signUp(page, account)
  const headers = { Origin: baseURL ?? '' }
  const short = await page.request.post('/api/sign-up', {
    data: { ...account, email: `new-${account.email}`, password: 'short' },
    headers,
  })
  expect([short.status(), await short.json()]).toEqual([
    422,
    { error: { message: 'The password must be at least 12 characters long.' } },
  ])
  const taken = await page.request.post('/api/sign-up', { data: account, headers })
  // If the portal sends mail, only the address's owner is told.
  if (test.info().project.name === 'sqlite') return expect([taken.status(), await taken.json()]).toEqual([200, {}])
  expect([taken.status(), await taken.json()]).toEqual([
    422,
    { error: { message: 'Another account already uses that email address. Sign in instead.' } },
  ])
})
