/** Tells the line, from 1, of places in a text that are asked for in their order. */
export function countLines(text: string): (place: number) => number {
  let line = 1
  let next = text.indexOf('\n')
  return (place) => {
    while (next >= 0 && next < place) {
      line++
      next = text.indexOf('\n', next + 1)
    }
    return line
  }
}
