import { mostRows, UnreadableFile } from './entry'

const tokens = /["{}[\],]|[^\s"{}[\],:]+/g
const sliceLength = 64 * 1024
/** Folders of browsers take two each; what is much deeper holds up JSON.parse for seconds. */
const deepest = 1000
const mostObjects = 2_000_000

/** Where things begin in a JSON text. */
export interface JsonPlaces {
  /** The elements of the list that was asked for. */
  elements: number[]
  /** All objects, in their order. */
  objects: number[]
}

/**
 * Finds where the elements of the list `name` of a JSON object begin, and all objects. JSON.parse says
 * what is in a text; this runs before it and says where, and that it is not too much. Yields its progress.
 */
export function* scanJson(text: string, name: string): Generator<number, JsonPlaces> {
  const objects: number[] = []
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
      if (places.length > mostRows)
        throw new UnreadableFile(`The file has more than ${mostRows} rows. Split it into several.`)
      isNext = false
    }
    if (token === '"') {
      const end = findEnd(text, found.index)
      if (depth === 1) key = text.slice(found.index + 1, end)
      place = end + 1
    } else if (token === '{' || token === '[') {
      if (++depth > deepest)
        throw new UnreadableFile(
          `The file holds lists ${deepest} deep, one inside another. That is no file of bookmarks.`,
        )
      if (token === '{' && objects.push(found.index) > mostObjects)
        throw new UnreadableFile(`The file has more than ${mostObjects} entries. Split it into several.`)
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
  return { elements: places, objects }
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
