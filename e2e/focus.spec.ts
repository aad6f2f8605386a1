import type { Page } from '@playwright/test'
import { waitForHydration } from './wait-for-hydration'
import { expect, slow, test } from './test'

/** A focused element, and its problem if it has one. */
interface Stop {
  name: string
  faults: string[]
}

/** Everything visible that Tab can reach. */
const reachable =
  'a[href], button, input:not([type="hidden"], [type="radio"]:not(:checked)), select, textarea, summary, [tabindex="0"]'

/** Presses Tab from the top of the page until the focus leaves it. */
async function walk(page: Page): Promise<{ stops: Stop[]; missed: string[] }> {
  await page.evaluate(() => {
    document.querySelectorAll('[data-stop]').forEach((each) => each.removeAttribute('data-stop'))
  })
  const stops: Stop[] = []
  for (;;) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(look, stops.length)
    if (!stop) break
    stops.push(stop)
    // A focus trap would never end.
    expect(stops.length, `after ${stop.name}`).toBeLessThan(200)
  }
  const missed = await page
    .locator(reachable)
    .evaluateAll((elements) =>
      elements
        .filter(
          (each) =>
            each.checkVisibility({ visibilityProperty: true }) &&
            !each.hasAttribute('data-stop') &&
            !each.closest('[inert]'),
        )
        .map((each) => each.outerHTML.slice(0, 120)),
    )
  return { stops, missed }
}

/** Describes the focused element; null if there is none, or if it was focused before. Runs in the page. */
function look(index: number): Stop | null {
  const element = document.activeElement
  if (!element || element === document.body || element.hasAttribute('data-stop')) return null
  element.setAttribute('data-stop', String(index))
  const faults: string[] = []

  const previous = document.querySelector(`[data-stop="${index - 1}"]`)
  if (previous && !(previous.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING))
    faults.push('comes before the stop before it')

  const style = getComputedStyle(element)
  const outline = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)
  if (outline < 2 && style.boxShadow === 'none') faults.push('shows no ring')

  // The outline around each line of the element, clipped like the element.
  const reach = outline === 0 ? 0 : outline + parseFloat(style.outlineOffset)
  const boxes = [...element.getClientRects()]
  for (const { left, top, right, bottom } of boxes) {
    const ring = { left: left - reach, top: top - reach, right: right + reach, bottom: bottom + reach }
    if (ring.left < 0 || ring.right > innerWidth) faults.push('its ring is cut off at the side of the window')
    // Taller than the window, so it can't be visible as a whole.
    if (bottom - top < innerHeight - 20 && (ring.top < 0 || ring.bottom > innerHeight))
      faults.push('its ring is not whole in the window')
    for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around)
      const edge = around.getBoundingClientRect()
      if (overflowX !== 'visible' && (ring.left < edge.left || ring.right > edge.right))
        faults.push(`its ring is cut off at the side of <${around.localName} class="${around.className}">`)
      if (overflowY !== 'visible' && (ring.top < edge.top || ring.bottom > edge.bottom))
        faults.push(`its ring is cut off above or below by <${around.localName} class="${around.className}">`)
    }
  }
  const [box] = boxes
  const top =
    box && document.elementFromPoint(box.left + box.width / 2, Math.min(box.top + box.height / 2, innerHeight - 1))
  if (!element.contains(top ?? null)) faults.push('something lies over it')
  return {
    name: `${element.localName} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`,
    faults,
  }
}

async function expectGoodWalk(page: Page, address: string, atLeast: number) {
  await page.goto(address)
  if (address === '/sign-in') await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toBeVisible()
  else await waitForHydration(page)
  const { stops, missed } = await walk(page)
  expect(
    stops.filter(({ faults }) => faults.length > 0),
    address,
  ).toEqual([])
  expect(missed, address).toEqual([])
  expect(stops.length, address).toBeGreaterThan(atLeast)
}

// Each page has about sixty stops, and each is examined.
test.describe.configure({ timeout: 120_000 })

for (const width of [390, 1440])
  test.describe(`with Tab alone, at ${width} px`, width === 390 ? {} : slow, () => {
    test.use({ viewport: { width, height: 900 } })

    for (const [address, atLeast] of [
      ['/', 25],
      ['/devops', 10],
      ['/prometheus', 60],
      ['/sign-in', 4],
    ] as const)
      test(
        `all of ${address} is reached in order, with a visible focus`,
        address === '/prometheus' ? {} : slow,
        async ({ tab: page }) => {
          await expectGoodWalk(page, address, atLeast)
        },
      )

    test('all of the shelf is reached in order, with a visible focus', slow, async ({ tab: page, signUp }) => {
      await signUp(page)
      await page.goto('/prometheus')
      for (const name of ['Bookmark: Prometheus-Basics', 'Done: Monitoring with Prometheus']) {
        await page.getByRole('button', { name, exact: true }).click()
        await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true')
      }
      await expect(page.getByRole('main')).toContainText('1 of 9 done')
      await expectGoodWalk(page, '/shelf', 15)
    })
  })
