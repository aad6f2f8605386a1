import localFont from 'next/font/local'

// The latin subsets of the packages. Only the two romans are preloaded; fallbacks with the same
// metrics stand in until they come, so that nothing moves (docs/decisions/0005).

export const ui = localFont({
  src: '../node_modules/@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2',
  weight: '200 800',
  variable: '--font-bricolage',
  adjustFontFallback: 'Arial',
})

export const prose = localFont({
  src: '../node_modules/@fontsource-variable/literata/files/literata-latin-wght-normal.woff2',
  weight: '200 900',
  variable: '--font-literata',
  adjustFontFallback: 'Times New Roman',
})

export const proseItalic = localFont({
  src: '../node_modules/@fontsource-variable/literata/files/literata-latin-wght-italic.woff2',
  weight: '200 900',
  style: 'italic',
  variable: '--font-literata-italic',
  adjustFontFallback: 'Times New Roman',
  preload: false,
})

export const code = localFont({
  src: '../node_modules/@fontsource-variable/red-hat-mono/files/red-hat-mono-latin-wght-normal.woff2',
  weight: '300 700',
  variable: '--font-red-hat-mono',
  preload: false,
})
