import localFont from 'next/font/local'

// Made by scripts/fonts.ts. Each call is written out, since `next/font` takes literals alone. Of the upright fonts, what
// nearly every page needs comes with the first view (server/pages/first-fonts.ts); the others, and rarer letters, are
// requested where a page has them. A font that has not come when a page is shown is left out of it, so that nothing ever
// moves, and fallbacks need not have its measure; the next page has it (docs/decisions/0005,
// components/layout/optional-fonts.ts).

export const ui = localFont({
  src: './bricolage-grotesque-first.woff2',
  weight: '400 800',
  display: 'optional',
  variable: '--font-bricolage',
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0020-007E, U+00A0, U+00A9, U+00B7, U+00D7, U+00E9, U+2013-2014, U+2018-2019, U+201C-201D, U+2026, U+203A, U+2190, U+2192, U+2212',
    },
  ],
})

export const uiRest = localFont({
  src: './bricolage-grotesque.woff2',
  weight: '400 800',
  display: 'optional',
  variable: '--font-bricolage-rest',
  adjustFontFallback: false,
  preload: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0000-001F, U+007F-009F, U+00A1-00A8, U+00AA-00B6, U+00B8-00D6, U+00D8-00E8, U+00EA-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-2012, U+2015-2017, U+201A-201B, U+201E-2025, U+2027-2039, U+203B-206F, U+20AC, U+2122, U+2191, U+2193, U+2215, U+FEFF, U+FFFD',
    },
  ],
})

export const prose = localFont({
  src: './literata-first.woff2',
  weight: '400 700',
  display: 'optional',
  variable: '--font-literata',
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0020-007E, U+00A0, U+00A9, U+00B7, U+00D7, U+00E9, U+2013-2014, U+2018-2019, U+201C-201D, U+2026, U+203A, U+2190, U+2192, U+2212',
    },
  ],
})

export const proseRest = localFont({
  src: './literata.woff2',
  weight: '400 700',
  display: 'optional',
  variable: '--font-literata-rest',
  adjustFontFallback: false,
  preload: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0000-001F, U+007F-009F, U+00A1-00A8, U+00AA-00B6, U+00B8-00D6, U+00D8-00E8, U+00EA-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-2012, U+2015-2017, U+201A-201B, U+201E-2025, U+2027-2039, U+203B-206F, U+20AC, U+2122, U+2191, U+2193, U+2215, U+FEFF, U+FFFD',
    },
  ],
})

export const proseItalic = localFont({
  src: './literata-italic-first.woff2',
  weight: '400 700',
  style: 'italic',
  display: 'optional',
  variable: '--font-literata-italic',
  adjustFontFallback: false,
  preload: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0020-007E, U+00A0, U+00A9, U+00B7, U+00D7, U+00E9, U+2013-2014, U+2018-2019, U+201C-201D, U+2026, U+203A, U+2190, U+2192, U+2212',
    },
  ],
})

export const proseItalicRest = localFont({
  src: './literata-italic.woff2',
  weight: '400 700',
  style: 'italic',
  display: 'optional',
  variable: '--font-literata-italic-rest',
  adjustFontFallback: false,
  preload: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0000-001F, U+007F-009F, U+00A1-00A8, U+00AA-00B6, U+00B8-00D6, U+00D8-00E8, U+00EA-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-2012, U+2015-2017, U+201A-201B, U+201E-2025, U+2027-2039, U+203B-206F, U+20AC, U+2122, U+2191, U+2193, U+2215, U+FEFF, U+FFFD',
    },
  ],
})

export const code = localFont({
  src: './red-hat-mono-first.woff2',
  weight: '500 700',
  display: 'optional',
  variable: '--font-red-hat-mono',
  adjustFontFallback: false,
  preload: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0020-007E, U+00A0, U+00A9, U+00B7, U+00D7, U+00E9, U+2013-2014, U+2018-2019, U+201C-201D, U+2026, U+203A, U+2190, U+2192, U+2212',
    },
  ],
})

export const codeRest = localFont({
  src: './red-hat-mono.woff2',
  weight: '500 700',
  display: 'optional',
  variable: '--font-red-hat-mono-rest',
  adjustFontFallback: false,
  preload: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0000-001F, U+007F-009F, U+00A1-00A8, U+00AA-00B6, U+00B8-00D6, U+00D8-00E8, U+00EA-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-2012, U+2015-2017, U+201A-201B, U+201E-2025, U+2027-2039, U+203B-206F, U+20AC, U+2122, U+2191, U+2193, U+2215, U+FEFF, U+FFFD',
    },
  ],
})
