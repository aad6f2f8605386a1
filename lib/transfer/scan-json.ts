import { t } from '@/messages/generated/transfer-rules'
import { mostRows, UnreadableFileError } from './entry'

const tokens = /["{}[\],]|[^\s"{}[\],:]+/g
const sliceLength = 64 * 1024
/** Deepest nesting: browsers' folders take two levels each, and much more slows JSON.parse down. */
const deepest = 1000
const mostObjects = 2_000_000

/** Offsets in a JSON text. */
export interface JsonPlaces {
  /** The elements of the requested list. */
  elements: number[]
  /** All objects in order. */
  objects: number[]
}

/**
 * Finds the offsets of the elements of the list `name` and of all objects, before JSON.parse reads the text, and
 * limits its size and depth. Yields its progress.
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
      if (places.length > mostRows) throw new UnreadableFileError(t('tooManyRows', { count: mostRows }))
      isNext = false
    }
    if (token === '"') {
      const end = findEnd(text, found.index)
      if (depth === 1) key = text.slice(found.index + 1, end)
      place = end + 1
    } else if (token === '{' || token === '[') {
      if (++depth > deepest) throw new UnreadableFileError(t('tooDeep'))
      if (token === '{' && objects.push(found.index) > mostObjects)
        throw new UnreadableFileError(t('tooManyEntries', { count: mostObjects }))
      // Of repeated names, the last counts.
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

/** Finds the end of a string: a quotation mark after an even number of backslashes. */
function findEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text[end - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return end
  }
  return text.length
}
