/** Whether all generated cases run, as in `npm run test:assurance` and `test:long`; `npm test` runs a sample. */
const tryAll = process.env.SLOW === '1' || process.env.LONG === '1'

/**
 * Returns one in `nth` of the items, spread evenly and beginning at `offset`; all of them in `npm run test:assurance`. For
 * pairs of two lists, the index in the first as offset tries every item of both.
 */
export function sample<T>(items: readonly T[], nth: number, offset = 0): readonly T[] {
  return tryAll ? items : items.filter((_, at) => (at + offset) % nth === 0)
}

/**
 * Returns how many generated cases a test runs: `sample` in `npm test`, `all` in `npm run test:assurance`, which finds
 * the test by this call and by the end of its title: "… (150 cases)". The variable RUNS overrides both.
 */
export function countCases(sample: number, all: number): number {
  return Number(process.env.RUNS ?? (tryAll ? all : sample))
}
