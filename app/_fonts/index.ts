import localFont from 'next/font/local'

// Made by scripts/fonts.ts. Only the two romans are preloaded. A font that has not come when a page is shown is left
// out of it, and fallbacks of the same measure stand in, so that nothing ever moves; the next page has it
// (docs/decisions/0005, components/layout/late-fonts.ts).

export const ui = localFont({
  src: './bricolage-grotesque.woff2',
  weight: '400 800',
  display: 'optional',
  variable: '--font-bricolage',
  adjustFontFallback: 'Arial',
})

export const prose = localFont({
  src: './literata.woff2',
  weight: '400 700',
  display: 'optional',
  variable: '--font-literata',
  adjustFontFallback: 'Times New Roman',
})

export const proseItalic = localFont({
  src: './literata-italic.woff2',
  weight: '400 700',
  style: 'italic',
  display: 'optional',
  variable: '--font-literata-italic',
  adjustFontFallback: 'Times New Roman',
  preload: false,
})

export const code = localFont({
  src: './red-hat-mono.woff2',
  weight: '500 700',
  display: 'optional',
  variable: '--font-red-hat-mono',
  preload: false,
})
