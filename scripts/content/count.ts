/** A number with its noun, as in "1 tutorial" and "2 tutorials". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
