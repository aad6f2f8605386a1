import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>
type RunOptions = Parameters<AxeBuilder['options']>[0]

/** The rules about colours, the only ones that depend on the theme. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** The widths of a phone and a desktop. */
const widths = [390, 1440]

/** The widths that axe runs at: in `npm test`, a desktop's alone. */
const widthsOfAxe = process.env.SLOW ? widths : [1440]

/**
 * Returns axe's violations in the current state of a page: of all rules, and in the other theme of the rules about
 * colours. axe runs in the page itself (which has no frames) and reports violations only, since a blank page per run
 * and the list of passed checks are most of its cost.
 */
export async function findViolations(page: Page, within?: string) {
  expect(page.frames(), 'frames are not looked into').toHaveLength(1)
  const resultTypes: RunOptions['resultTypes'] = ['violations']
  await finishTransitions(page)
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes })
  if (within) axe.include(within)
  const { violations } = await axe.analyze()

  const [shown, other] = (await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
    ? (['dark', 'light'] as const)
    : (['light', 'dark'] as const)
  await page.emulateMedia({ colorScheme: other })
  await finishTransitions(page)
  // Reuses the axe that the first run loaded into this page.
  const inOther = await page.evaluate(
    async ({ within, resultTypes, colourRules }) => {
      const { axe } = window as unknown as { axe: { run(context: unknown, options: RunOptions): Promise<AxeResults> } }
      const options: RunOptions = { resultTypes, runOnly: { type: 'rule', values: colourRules } }
      return (await axe.run(within ?? document, options)).violations
    },
    { within, resultTypes, colourRules },
  )
  await page.emulateMedia({ colorScheme: shown })
  return [...violations, ...inOther.map((each) => ({ theme: other, ...each }))]
}

/**
 * Expects that axe finds nothing in the current state of a page in both themes: on a desktop, and in `npm run
 * test:assurance` on a phone too. The page is loaded once.
 */
export async function expectAccessible(page: Page, state: string, within?: string): Promise<void> {
  await atEachWidth(
    page,
    async (width) => expect(await findViolations(page, within), `${state} at ${width} px`).toEqual([]),
    widthsOfAxe,
  )
}

/** Calls `look` at the width of a phone and of a desktop, and restores the width. */
export async function atEachWidth(
  page: Page,
  look: (width: number) => Promise<void>,
  each: number[] = widths,
): Promise<void> {
  const before = page.viewportSize()
  for (const width of each) {
    await page.setViewportSize({ width, height: 900 })
    await look(width)
  }
  if (before) await page.setViewportSize(before)
}

/** During a transition, a colour is between the old and the new one. */
const finishTransitions = (page: Page) =>
  page.evaluate(() => {
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish()
  })
