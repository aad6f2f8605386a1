/** Returns a number with its noun, such as "1 tutorial" or "2 tutorials". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
