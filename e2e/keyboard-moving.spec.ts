import { first, fourth, open, press, resource, said, second, third } from './keyboard'
import { button } from './rows'
import { expect, slow, test } from './test'
import { waitForHydration } from './wait-for-hydration'

test('j and k move between the resources, with a visible outline', async ({ tab: page }) => {
  await open(page, '/prometheus')
  await press(page, 'j')
  for (const [keys, text] of [
    ['', first],
    ['j', second],
    ['j', third],
    ['j', fourth],
    ['k k', second],
  ] as const) {
    if (keys) await press(page, keys)
    await expect(resource(page, text)).toBeFocused()
    await expect(resource(page, text)).toBeInViewport({ ratio: 1 })
    await expect(resource(page, text)).toHaveCSS('outline-style', 'solid')
  }
})

test('j and k stop at either end, and say so', slow, async ({ tab: page }) => {
  await open(page, '/prometheus')
  await press(page, 'j k')
  await expect(resource(page, first)).toBeFocused()
  await expect(said(page, 'No items before this one.')).toBeAttached()
  await press(page, 'j j j j j j j j')
  await expect(said(page, 'No more')).not.toBeAttached()
  await press(page, 'j')
  await expect(resource(page, 'From Graphite to Prometheus')).toBeFocused()
  await expect(said(page, 'No more items on this page.')).toBeAttached()
})

test('j and k continue from the focus or the reader’s position', slow, async ({ tab: page }) => {
  await open(page, '/prometheus')
  await button(page, 'Done', 'Monitoring with Prometheus').focus()
  await press(page, 'k')
  await expect(resource(page, fourth)).toBeFocused()
  await button(page, 'Done', 'monitoring synchronous applications').focus()
  await press(page, 'j')
  await expect(resource(page, fourth)).toBeFocused()

  await open(page, '/prometheus')
  await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }))
  await press(page, 'k')
  await expect(resource(page, 'From Graphite to Prometheus')).not.toBeFocused()
  const above = await page.evaluate(() =>
    [...document.querySelectorAll('.resource-link')].indexOf(document.activeElement as Element),
  )
  expect(above).toBeGreaterThan(2)
})

test('j shows the row at once', async ({ tab: page }) => {
  await open(page, '/prometheus')
  const thereAtOnce = await page.evaluate(() => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
    const { top, bottom } = (document.activeElement as Element).getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })
  expect(thereAtOnce).toBe(true)
  await expect(resource(page, first)).toBeInViewport({ ratio: 1 })
})

test('n and p go to the next and the previous topic, where the keys work too', async ({ tab: page }) => {
  await open(page, '/prometheus')
  for (const [key, address, heading] of [
    ['n', '/sentry', 'Sentry'],
    ['p', '/prometheus', 'Prometheus'],
  ] as const) {
    await press(page, key)
    await expect(page).toHaveURL(address)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(heading)
    await waitForHydration(page)
  }
  await press(page, 'j')
  await expect(resource(page, first)).toBeFocused()
})

test('a key during hydration acts once', slow, async ({ tab: page }) => {
  await page.addInitScript(() => {
    const press = () =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true }))
    Object.defineProperty(window, 'pageLoader', {
      configurable: true,
      set(loader: { ready: () => void }) {
        const ready = () => {
          loader.ready()
          // Like a browser's key event: after React's current work, before any timer.
          window.scheduler.postTask(press, { priority: 'user-blocking' })
        }
        Object.defineProperty(window, 'pageLoader', { value: { ...loader, ready } })
      },
    })
  })
  await open(page, '/prometheus')
  await expect(resource(page, first)).toBeFocused()
  await press(page, 'j')
  await expect(resource(page, second)).toBeFocused()
})

test('g and then h or s go to the home page and the shelf', async ({ tab: page }) => {
  await open(page, '/prometheus')
  await press(page, 'g h')
  await expect(page).toHaveURL('/')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Learn to build')
  await press(page, 'g s')
  await expect(page).toHaveURL(/\/(shelf|sign-in\?next=\/shelf)$/)
})

test('g expires after a second, and by any other key', slow, async ({ page }) => {
  await page.clock.install({ time: '2026-01-01T08:00:00Z' })
  await open(page, '/prometheus')
  // Time is frozen from here on, however busy the machine is.
  await page.clock.pauseAt('2026-01-01T09:00:00Z')
  await press(page, 'j g')
  await page.clock.runFor(1100)
  await press(page, 'h g j h')
  await expect(resource(page, first)).toBeFocused()
  await expect(page).toHaveURL('/prometheus')
  await press(page, 'g')
  await page.clock.runFor(900)
  await press(page, 'h')
  await page.clock.resume()
  await expect(page).toHaveURL('/')
})

test('o opens the resource', async ({ tab: page }) => {
  await page.context().route('https://github.com/**', (route) => route.fulfill({ body: 'a tutorial' }))
  await open(page, '/prometheus')
  await press(page, 'j o')
  await expect(page).toHaveURL('https://github.com/yolossn/Prometheus-Basics')
})

test('going back from a tutorial restores the position, a new visit does not', slow, async ({ tab: page }) => {
  await page.context().route('https://www.kartar.net/**', (route) => route.fulfill({ body: 'a tutorial' }))
  await open(page, '/prometheus')
  await press(page, 'j j o')
  await expect(page).toHaveURL(/kartar/)
  await page.goBack()
  await expect(resource(page, second)).toBeFocused()
  await page.reload()
  await expect(resource(page, second)).toBeFocused()
  await open(page, '/prometheus')
  await press(page, 'j')
  await expect(resource(page, first)).toBeFocused()
})
