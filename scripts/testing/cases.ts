/** Whether every generated case is tried: `npm run test:assurance` and `test:long` do, `npm test` tries a sample. */
const tryAll = process.env.SLOW === '1' || process.env.LONG === '1'

/**
 * Returns how many generated cases a test tries: `sample` in `npm test`, `all` in `npm run test:assurance`, which finds
 * the file by this call and the test by its title, that ends with the number: "… (150 cases)". RUNS is another number,
 * for a search by hand.
 */
export function countCases(sample: number, all: number): number {
  return Number(process.env.RUNS ?? (tryAll ? all : sample))
}
