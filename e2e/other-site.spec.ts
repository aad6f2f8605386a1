import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './test'

// A page of another site, in the browser of a signed-in reader.

test.use({ expectedConsole: [/./] })

let server: Server
let html = ''
test.beforeAll(async () => {
  server = createServer((_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(html))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
test.afterAll(() => void server.close())

test('C4: another site changes nothing by a form, a script or a frame', async ({ page, signUp, baseURL }) => {
  await signUp(page)
  await page.goto('/prometheus')
  const resource =
    (await page.getByRole('link', { name: 'Prometheus-Basics' }).getAttribute('id'))?.replace('resource-', '') ?? ''
  const target = `${baseURL}/api/bookmarks`
  const { port } = server.address() as AddressInfo
  const shelf = async () => {
    await page.goto('/shelf')
    return (await page.getByText('Your shelf is empty.').count()) === 1
  }

  // Another host, and another port of this host, which is the same site for cookies.
  for (const origin of [`http://127.0.0.1:${port}`, `http://localhost:${port}`]) {
    for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
      html = `<form method="post" enctype="${enctype}" action="${target}"><input name="resource" value="${resource}"><input name="bookmarked" value="true"><button>Win a prize</button></form>`
      await page.goto(origin)
      const answered = page.waitForResponse(target)
      await page.getByRole('button').click()
      expect((await answered).status(), `${origin} ${enctype}`).toBe(403)
    }
    html = '<p>Nothing to see</p>'
    await page.goto(origin)
    const outcomes = await page.evaluate(
      async ([address, id]) => {
        const body = JSON.stringify({ resource: id, bookmarked: true })
        const send = (init: RequestInit) =>
          fetch(address!, { method: 'POST', credentials: 'include', ...init }).then(
            (answer) => answer.type,
            () => 'refused',
          )
        return [
          await send({ body, headers: { 'content-type': 'application/json' } }),
          await send({ body, mode: 'no-cors' }),
          await send({ body: new URLSearchParams({ resource: id!, bookmarked: 'true' }), mode: 'no-cors' }),
          navigator.sendBeacon(address!, new Blob([body], { type: 'text/plain' })),
        ]
      },
      [target, resource],
    )
    // Nor can it read a response, or learn that there is one (Cross-Origin-Resource-Policy).
    expect(outcomes).toEqual(['refused', 'refused', 'refused', true])
    html = `<iframe src="${baseURL}/shelf"></iframe>`
    await page.goto(origin)
    await expect(page.frameLocator('iframe').getByRole('heading')).toHaveCount(0)
  }
  expect(await shelf()).toBe(true)

  // The control: the same form on a page of ours.
  const kept = await page.request.post(target, {
    form: { resource, bookmarked: 'true' },
    headers: { Origin: baseURL ?? '' },
    maxRedirects: 0,
  })
  expect(kept.status()).toBe(303)
  expect(await shelf()).toBe(false)
})
