import type { APIRequestContext } from '@playwright/test'
import { expect, test } from './test'

// One address: what is rendered once for everyone and kept, and what is rendered for one reader.

const asReader = { cookie: 'lectern-session=anything' }

test('a signed-out page is kept, the same for everyone, and always asked for again', async ({ request }) => {
  for (const address of ['/', '/prometheus']) {
    const [one, other] = [
      await request.get(address),
      await request.get(address, { headers: { 'User-Agent': 'another', 'Accept-Language': 'fr' } }),
    ]
    expect(one.headers().etag).toMatch(/^"[\w-]{22}-(br|gzip)"$/)
    expect(await one.text()).toBe(await other.text())
    // A cache that kept it without asking would show it to someone signed in.
    expect(one.headers()['cache-control']).toBe('public, max-age=0, must-revalidate')
    const again = await request.get(address, { headers: { 'If-None-Match': one.headers().etag ?? '' } })
    expect(again.status()).toBe(304)
  }
})

test('whoever holds a session cookie is never answered from a cache, nor kept in one', async ({ request }) => {
  const plain = await request.get('/prometheus')
  for (const address of ['/', '/prometheus', '/shelf', '/sign-in']) {
    const response = await request.get(address, {
      headers: { ...asReader, 'If-None-Match': plain.headers().etag ?? '' },
      maxRedirects: 0,
    })
    expect(response.headers()['x-nextjs-cache'], address).toBeUndefined()
    expect(response.headers()['cache-control'], address).toContain('no-store')
    expect(response.status(), address).not.toBe(304)
  }
})

test('no signed-out answer holds anything of a reader', async ({ page, account, signUp, request, baseURL }) => {
  const name = `Reader ${crypto.randomUUID()}`
  await signUp(page, { ...account, name })
  const addresses = ['/', '/prometheus', '/devops', '/sign-in', '/no-such-page']
  const before = await readAll(request, addresses)

  await page.goto('/prometheus')
  await page.getByRole('button', { name: 'Done: Prometheus-Basics' }).click()
  await expect(page.getByRole('main')).toContainText('1 of 9 done')
  await expect(page.getByRole('navigation', { name: 'Account' })).toContainText(name)
  const api = await page.request.post('/api/bookmarks', {
    data: { resource: 'nothing' },
    headers: { Origin: baseURL ?? '' },
  })
  expect(api.headers()['cache-control']).toContain('no-store')

  for (const [address, text] of Object.entries(await readAll(request, addresses))) {
    expect(text).not.toContain(name)
    expect(text).not.toContain(account.email)
    // The very bytes from before anything was marked.
    if (address !== '/sign-in') expect(text).toBe(before[address])
  }
})

test('a cookie that is no session shows the page as for the signed out', async ({ request }) => {
  const text = await (await request.get('/prometheus', { headers: asReader })).text()
  expect(text).toContain('Sign in')
  expect(text).not.toContain('Sign out')
  const shelf = await request.get('/shelf', { headers: asReader, maxRedirects: 0 })
  expect([shelf.status(), shelf.headers().location]).toEqual([307, '/sign-in?next=/shelf'])
})

test('a reader’s page that is open holds no connection', async ({ page, signUp }) => {
  await signUp(page)
  await page.goto('/shelf', { waitUntil: 'networkidle' })
})

async function readAll(request: APIRequestContext, addresses: string[]): Promise<Record<string, string>> {
  const pairs = await Promise.all(
    addresses.map(async (address) => [address, await (await request.get(address)).text()] as const),
  )
  return Object.fromEntries(pairs)
}
