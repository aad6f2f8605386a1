import type { APIRequestContext } from '@playwright/test'
import { expect, nameSession, test } from './test'

// Some responses are rendered once for everyone, others for one reader.

const asReader = () => ({ cookie: `${nameSession()}=anything` })

test('a signed-out page is cached, the same for everyone, and always revalidated', async ({ request }) => {
  for (const address of ['/', '/prometheus']) {
    const [one, other] = [
      await request.get(address),
      await request.get(address, { headers: { 'User-Agent': 'another', 'Accept-Language': 'fr' } }),
    ]
    expect(one.headers().etag).toMatch(/^"[\w-]{22}-(br|gzip)"$/)
    expect(await one.text()).toBe(await other.text())
    // Without revalidation, a cache would show it to signed-in readers.
    expect(one.headers()['cache-control']).toBe('public, max-age=0, must-revalidate')
    const again = await request.get(address, { headers: { 'If-None-Match': one.headers().etag ?? '' } })
    expect(again.status()).toBe(304)
  }
})

test('requests with a session cookie are never answered from a cache, nor cached', async ({ request }) => {
  const plain = await request.get('/prometheus')
  for (const address of ['/', '/prometheus', '/shelf', '/sign-in']) {
    const response = await request.get(address, {
      headers: { ...asReader(), 'If-None-Match': plain.headers().etag ?? '' },
      maxRedirects: 0,
    })
    expect(response.headers()['x-nextjs-cache'], address).toBeUndefined()
    expect(response.headers()['cache-control'], address).toContain('no-store')
    expect(response.status(), address).not.toBe(304)
  }
})

test('no signed-out response contains data of a reader', async ({ tab: page, account, signUp, request, baseURL }) => {
  const name = `Reader ${crypto.randomUUID()}`
  await signUp(page, { ...account, name })
  const addresses = ['/', '/prometheus', '/devops', '/sign-in', '/no-such-page']
  const before = await readAll(request, addresses)

  await page.goto('/prometheus')
  await page.getByRole('button', { name: 'Done: Prometheus-Basics' }).click()
  await expect(page.getByRole('main')).toContainText('1 of 9 done')
  await expect(page.getByRole('link', { name: `Your account: ${name}` })).toBeVisible()
  const api = await page.request.post('/api/bookmarks', {
    data: { resource: 'nothing' },
    headers: { Origin: baseURL ?? '' },
  })
  expect(api.headers()['cache-control']).toContain('no-store')

  for (const [address, text] of Object.entries(await readAll(request, addresses))) {
    expect(text).not.toContain(name)
    expect(text).not.toContain(account.email)
    // The same bytes as before anything was marked.
    if (address !== '/sign-in') expect(text).toBe(before[address])
  }
})

test('an invalid session cookie gets the signed-out page', async ({ request }) => {
  const text = await (await request.get('/prometheus', { headers: asReader() })).text()
  expect(text).toContain('Sign in')
  expect(text).not.toContain('Sign out')
  expect(await (await request.get('/shelf', { headers: asReader() })).text()).toContain('Sign in to see your shelf')
})

test('an open page of a reader keeps no connection', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.goto('/shelf', { waitUntil: 'networkidle' })
})

async function readAll(request: APIRequestContext, addresses: string[]): Promise<Record<string, string>> {
  const pairs = await Promise.all(
    addresses.map(async (address) => [address, await (await request.get(address)).text()] as const),
  )
  return Object.fromEntries(pairs)
}
