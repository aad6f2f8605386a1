const raised = new Map(pair('0123456789+-=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'))
const lowered = new Map(pair('0123456789+-=()aeoxhklmnpst', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ'))

function pair(from: string, to: string): [string, string][] {
  const signs = [...to]
  return [...from].map((sign, index) => [sign, signs[index] ?? sign])
}

/**
 * Returns superscript or subscript text as Unicode characters, or after "^" or "_": "10<sup>3</sup>" must not become
 * "103". Returns null for words, such as the "th" of a date, which read the same as plain text.
 */
export function toRaised(text: string, tag: 'sup' | 'sub'): string | null {
  const plain = text.trim()
  const signs = tag === 'sup' ? raised : lowered
  if (plain && [...plain].every((sign) => signs.has(sign))) return [...plain].map((sign) => signs.get(sign)).join('')
  if (!/\d/.test(plain) && (plain.length !== 1 || !/\p{L}/u.test(plain))) return null
  return plain.length === 1 ? `${tag === 'sup' ? '^' : '_'}${plain}` : `${tag === 'sup' ? '^' : '_'}(${plain})`
}
