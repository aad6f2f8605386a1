/** Returns a function that tells the line, from 1, of positions in a text. Positions must ascend. */
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
