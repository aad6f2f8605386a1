import { ConversionError } from '../conversion-error'
import { chapterNumbers } from './arrange-list'

/**
 * Numbers chapters in order with two digits, and keeps those they had if the order allows. Leaves room between new
 * ones, so that a later chapter changes no other page.
 */
export function numberChapters(formers: (string | undefined)[], taken: ReadonlySet<string>): string[] {
  const all = Array.from({ length: chapterNumbers }, (_, at) => String(at + 1).padStart(2, '0'))
  const free = all.filter((each) => !taken.has(each))
  if (free.length < formers.length)
    throw new ConversionError(
      `It has ${formers.length} chapters, and the portal has room for ${free.length}. Split the list.`,
    )
  return keep(formers, free) ?? spread(formers.length, free, taken)
}

function keep(formers: (string | undefined)[], free: string[]): string[] | null {
  if (formers.every((each) => each === undefined)) return null
  const numbers: string[] = []
  for (const [at, former] of formers.entries()) {
    const below = numbers.at(-1) ?? '00'
    if (former !== undefined && former > below) {
      numbers.push(former)
      continue
    }
    const next = formers.slice(at + 1).find((each) => each !== undefined && each > below) ?? '99~'
    const between = free.filter((each) => each > below && each < next && !formers.includes(each))
    if (between.length === 0) return null
    numbers.push(between[Math.min(Math.floor(between.length / 2), 9)]!)
  }
  return numbers
}

function spread(count: number, free: string[], taken: ReadonlySet<string>): string[] {
  const last = [...taken].sort().at(-1) ?? '00'
  const behind = free.filter((each) => each > last)
  const room = behind.length >= count ? behind : free
  const step = Math.max(1, Math.min(10, Math.floor(room.length / count)))
  return Array.from({ length: count }, (_, at) => room[at * step]!)
}
