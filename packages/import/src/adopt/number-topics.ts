/** Something to number, with the number it already has. */
export interface Numbered {
  /** Its former number, or the one that an editor gave it. */
  former?: string
}

/**
 * Numbers things in order. Keeps as many former numbers as possible, so that adding one changes no other. New ones
 * get numbers in between. All numbers begin with `prefix`.
 */
export function numberInOrder<T extends Numbered>(
  things: T[],
  prefix: string,
  taken: ReadonlySet<string>,
): Map<T, string> {
  const numbers = new Map<T, string>()
  const kept = keepLongest(things.filter(({ former }) => former?.startsWith(prefix) && former.length > prefix.length))
  for (const thing of kept) numbers.set(thing, thing.former!)
  const used = new Set([...taken, ...numbers.values()])
  if (kept.length === 0) {
    const width = things.length > 98 ? 4 : 2
    const candidates = Array.from(
      { length: things.length + taken.size + 1 },
      (_, at) => prefix + String(at + 1).padStart(width, '0'),
    ).filter((each) => !used.has(each) && each.length === prefix.length + width)
    for (const [at, thing] of things.entries()) numbers.set(thing, candidates[at]!)
    return numbers
  }
  let below = prefix
  for (const [at, thing] of things.entries()) {
    const own = numbers.get(thing)
    if (own !== undefined) {
      below = own
      continue
    }
    const above = things.slice(at + 1).flatMap((each) => numbers.get(each) ?? [])[0]
    const number = between(below, above, prefix, used)
    if (number === null)
      return numberInOrder(
        things.map((each) => withoutFormer(each)),
        prefix,
        taken,
      ) as Map<T, string>
    numbers.set(thing, number)
    used.add(number)
    below = number
  }
  return numbers
}

function withoutFormer<T extends Numbered>(thing: T): T {
  delete thing.former
  return thing
}

/** Returns the longest run of things whose numbers ascend. */
function keepLongest<T extends Numbered>(things: T[]): T[] {
  const best: { thing: T; length: number; before: number }[] = []
  for (const [at, thing] of things.entries()) {
    let [length, before] = [1, -1]
    for (let other = 0; other < at; other++)
      if (best[other]!.thing.former! < thing.former! && best[other]!.length + 1 > length)
        [length, before] = [best[other]!.length + 1, other]
    best.push({ thing, length, before })
  }
  let at = best.reduce((longest, each, index) => (each.length > (best[longest]?.length ?? 0) ? index : longest), -1)
  const kept: T[] = []
  for (; at >= 0; at = best[at]!.before) kept.unshift(best[at]!.thing)
  return kept
}

/** Returns a number between two, of at most twelve digits; null if there is none. */
function between(below: string, above: string | undefined, prefix: string, used: ReadonlySet<string>): string | null {
  const width = below.length > prefix.length ? below.length : prefix.length + 2
  const digits = width - prefix.length
  const start = below.length > prefix.length ? Number(below.slice(prefix.length)) : 0
  for (let next = start + 1; next < 10 ** digits; next++) {
    const number = prefix + String(next).padStart(digits, '0')
    if (above !== undefined && number >= above) break
    if (!used.has(number)) return number
  }
  for (const longer of [width + 2, width + 4, width + 6].filter((length) => length <= 12))
    for (let next = 5; next < 10 ** (longer - width); next += longer - width > 2 ? 50 : 5) {
      const number =
        (below.length > prefix.length ? below : prefix.padEnd(width, '0')) + String(next).padStart(longer - width, '0')
      if (above !== undefined && number >= above) break
      if (number > below && !used.has(number)) return number
    }
  return null
}
