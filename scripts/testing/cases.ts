/** Whether all generated cases run, as in `npm run test:assurance` and `test:long`; `npm test` runs a sample. */
const tryAll = process.env.SLOW === '1' || process.env.LONG === '1'

/**
 * Returns how many generated cases a test runs: `sample` in `npm test`, `all` in `npm run test:assurance`, which finds
 * the test by this call and by the end of its title: "… (150 cases)". The variable RUNS overrides both.
 */
export function countCases(sample: number, all: number): number {
  return Number(process.env.RUNS ?? (tryAll ? all : sample))
}
