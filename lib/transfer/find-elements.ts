import { mostRows, UnreadableFile } from './entry'

const tokens = /["{}[\],]|[^\s"{}[\],:]+/g
const sliceLength = 64 * 1024
/** A shelf is three deep; what is much deeper holds up JSON.parse for seconds. */
const deepest = 100

/**
 * Where each element of the list `name` of a JSON object begins. JSON.parse says what is in a text,
 * and this, before it, only where, and that it is not too much. Yields how far it has come.
 */
export function* findElements(text: string, name: string): Generator<number, number[]> {
  const places: number[] = []
  let depth = 0
  let key = ''
  let isInside = false
  let isNext = false
  let pause = sliceLength
  tokens.lastIndex = 0
  for (let place = 0, found = tokens.exec(text); found; tokens.lastIndex = place, found = tokens.exec(text)) {
    const [token] = found
    place = tokens.lastIndex
    if (isInside && isNext && token !== ']') {
      places.push(found.index)
      if (places.length > mostRows) throw new UnreadableFile(`The file has more than ${mostRows} rows. Split it into several.`)
      isNext = false
    }
    if (token === '"') {
      const end = findEnd(text, found.index)
      if (depth === 1) key = text.slice(found.index + 1, end)
      place = end + 1
    } else if (token === '{' || token === '[') {
      if (++depth > deepest) throw new UnreadableFile(`The file holds lists ${deepest} deep, one inside another. That is no download of a shelf.`)
      // Where a name stands twice, the last is the one that counts.
      if (token === '[' && depth === 2 && key === name) [isInside, isNext, places.length] = [true, true, 0]
    } else if (token === '}' || token === ']') {
      depth--
      if (depth === 1) isInside = false
    } else if (token === ',' && isInside && depth === 2) isNext = true
    if (place > pause) {
      yield place
      pause = place + sliceLength
    }
  }
  return places
}

/** Where the string ends that begins there: at a quotation mark with an even number of backslashes before it. */
function findEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text[end - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return end
  }
  return text.length
}
