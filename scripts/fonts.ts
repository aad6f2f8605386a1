import { readFileSync, writeFileSync } from 'node:fs'
import subsetFont from 'subset-font'

// npm run fonts: makes the files of app/_fonts from their packages, with only the weights and characters that pages
// use. `…-first` has the characters of nearly every page; the rest of Latin is a separate file. Run it when a package
// or a weight changes, and copy the printed ranges to app/_fonts/index.ts.

const fonts = [
  { family: 'bricolage-grotesque', style: 'normal', file: 'bricolage-grotesque', weights: { min: 400, max: 800 } },
  { family: 'literata', style: 'normal', file: 'literata', weights: { min: 400, max: 700 } },
  { family: 'literata', style: 'italic', file: 'literata-italic', weights: { min: 400, max: 700 } },
  { family: 'red-hat-mono', style: 'normal', file: 'red-hat-mono', weights: { min: 500, max: 700 } },
]

/**
 * Kerning, ligatures, and figures of equal width, which the styles ask for. Fonts also contain superscripts, fractions and
 * ordinals, with a tenth of the bytes.
 */
const features = ['kern', 'liga', 'calt', 'ccmp', 'locl', 'rlig', 'tnum']

/** The characters of English pages. */
const first = new Set([...listCharacters('U+0020-007E'), ...'\u00a0é©·×–—‘’“”…›←→−'])

for (const { family, style, file, weights } of fonts) {
  const folder = `node_modules/@fontsource-variable/${family}`
  const { latin = '' } = JSON.parse(readFileSync(`${folder}/unicode.json`, 'utf8')) as { latin?: string }
  const whole = readFileSync(`${folder}/files/${family}-latin-wght-${style}.woff2`)
  const rest = listCharacters(latin).filter((character) => !first.has(character))
  for (const [name, characters] of [
    [`${file}-first`, [...first]],
    [file, rest],
  ] as const) {
    // A variable, because the package's types don't know `keepFeatures`.
    const options = {
      targetFormat: 'woff2' as const,
      variationAxes: { wght: weights },
      preserveNameIds: [0, 13, 14],
      keepFeatures: features,
    }
    const subset = await subsetFont(whole, characters.join(''), options)
    writeFileSync(`app/_fonts/${name}.woff2`, subset)
    console.log(`${name}: ${subset.length} bytes, ${nameRange(characters)}`)
  }
  writeFileSync(`app/_fonts/${family}.LICENSE`, readFileSync(`${folder}/LICENSE`))
}

/** Returns the characters of a `unicode-range` in CSS, such as `U+0000-00FF,U+0131`. */
function listCharacters(range: string): string[] {
  return range
    .split(',')
    .map((part) =>
      part
        .replace('U+', '')
        .split('-')
        .map((digits) => parseInt(digits, 16)),
    )
    .flatMap(([first = 0, last = first]) =>
      Array.from({ length: last - first + 1 }, (_, offset) => String.fromCodePoint(first + offset)),
    )
}

/** Returns the `unicode-range` of characters. */
function nameRange(characters: readonly string[]): string {
  const points = characters.map((character) => character.codePointAt(0) ?? 0).sort((one, other) => one - other)
  const starts = points.filter((point, index) => index === 0 || points[index - 1] !== point - 1)
  const hex = (point: number) => point.toString(16).toUpperCase().padStart(4, '0')
  return starts
    .map((start) => {
      let end = start
      while (points.includes(end + 1)) end++
      return start === end ? `U+${hex(start)}` : `U+${hex(start)}-${hex(end)}`
    })
    .join(', ')
}
