import { readFileSync, writeFileSync } from 'node:fs'
import subsetFont from 'subset-font'

// npm run fonts: makes the files of app/_fonts out of the packages they come from. Of each, only the weights that
// the pages have; a package's own range costs a first view a quarter more. Run when a package or a weight changes.

const fonts = [
  { family: 'bricolage-grotesque', style: 'normal', file: 'bricolage-grotesque', weights: { min: 400, max: 800 } },
  { family: 'literata', style: 'normal', file: 'literata', weights: { min: 400, max: 700 } },
  { family: 'literata', style: 'italic', file: 'literata-italic', weights: { min: 400, max: 700 } },
  { family: 'red-hat-mono', style: 'normal', file: 'red-hat-mono', weights: { min: 500, max: 700 } },
]

for (const { family, style, file, weights } of fonts) {
  const folder = `node_modules/@fontsource-variable/${family}`
  const { latin = '' } = JSON.parse(readFileSync(`${folder}/unicode.json`, 'utf8')) as { latin?: string }
  const whole = readFileSync(`${folder}/files/${family}-latin-wght-${style}.woff2`)
  const subset = await subsetFont(whole, listCharacters(latin), {
    targetFormat: 'woff2',
    variationAxes: { wght: weights },
    preserveNameIds: [0, 13, 14],
  })
  writeFileSync(`app/_fonts/${file}.woff2`, subset)
  writeFileSync(`app/_fonts/${family}.LICENSE`, readFileSync(`${folder}/LICENSE`))
  console.log(`${file}: ${whole.length} → ${subset.length} bytes`)
}

/** The characters of a `unicode-range`, as CSS writes it: `U+0000-00FF,U+0131`. */
function listCharacters(range: string): string {
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
    .join('')
}
