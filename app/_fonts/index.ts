import localFont from 'next/font/local'

// Made by scripts/fonts.ts. Only the two romans are asked for early (server/page-cache/quiet-page.ts). A font that has
// not come when a page is shown is left out of it, so that nothing ever moves, and fallbacks need not have its measure;
// the next page has it (docs/decisions/0005, components/layout/late-fonts.ts).

export const ui = localFont({
  src: './bricolage-grotesque.woff2',
  weight: '400 800',
  display: 'optional',
  variable: '--font-bricolage',
  adjustFontFallback: false,
})

export const prose = localFont({
  src: './literata.woff2',
  weight: '400 700',
  display: 'optional',
  variable: '--font-literata',
  adjustFontFallback: false,
})

export const proseItalic = localFont({
  src: './literata-italic.woff2',
  weight: '400 700',
  style: 'italic',
  display: 'optional',
  variable: '--font-literata-italic',
  adjustFontFallback: false,
  preload: false,
})

export const code = localFont({
  src: './red-hat-mono.woff2',
  weight: '500 700',
  display: 'optional',
  variable: '--font-red-hat-mono',
  adjustFontFallback: false,
  preload: false,
})
