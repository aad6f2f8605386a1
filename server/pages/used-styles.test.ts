import { PurgeCSS } from 'purgecss'
import { expect, it } from 'vitest'
import { createStylePicker, withoutFonts } from './used-styles'

const sheet = [
  ':root{--a:1px;--family:Own}',
  'html[data-theme=dark] p{color:red}',
  '.shell{margin:var(--a)}',
  '.gone{color:blue}',
  '.shell .gone{color:blue}',
  '.max-w-\\[20ch\\]{max-width:20ch}',
  '.hover\\:underline:hover{text-decoration:underline}',
  '.\\[\\&_\\.link\\]\\:min-h-6 .link{min-height:24px}',
  '.\\[\\&\\>p\\]\\:mt-2>p{margin-top:8px}',
  'h2>a[href^="#"]:after{content:"#"}',
  'table{border:0}',
  'details[open] summary{color:green}',
  '@media print{.shell{display:none}.gone{display:none}}',
  '@font-face{font-family:Own;src:url(a.woff2)}',
  '.shell{font-family:var(--family)}',
].join('')

it('a page keeps the rules whose names it contains', () => {
  const pick = createStylePicker(sheet)
  const rules = pick(
    '<html><body class="shell max-w-[20ch] hover:underline"><p>Words</p><details><summary>More</summary></details></body></html>',
  )
  for (const kept of [
    'html[data-theme=dark] p',
    '.max-w-\\[20ch\\]',
    'details[open] summary',
    '@media print{.shell',
    '@font-face',
    '--a:1px',
  ])
    expect(rules).toContain(kept)
  for (const gone of ['.gone', 'table']) expect(rules).not.toContain(gone)
})

it('a page keeps rules of names written with entities, and of the start of an address', () => {
  const rules = createStylePicker(sheet)(
    '<p class="[&amp;_.link]:min-h-6"><a class="link">A link</a></p><div class="shell [&amp;&gt;p]:mt-2"><p>Words</p></div><h2><a href="#here">Here</a></h2>',
  )
  expect(rules).toContain('h2>a[href^=')
  expect(rules).toContain('min-height:24px')
  expect(rules).toContain('margin-top:8px')
})

it('words of the text keep no rules', () => {
  const rules = createStylePicker(sheet)('<p class="shell" title="gone, gone">A table, long gone</p>')
  for (const gone of ['.gone', 'table']) expect(rules).not.toContain(gone)
})

it('a page keeps the rules that PurgeCSS keeps', async () => {
  const pick = createStylePicker(sheet)
  const pages = ['p', 'shell', 'gone', 'max-w-[20ch]', 'shell gone', 'link', 'shell'].map(
    (classes) => `<table class="${classes}"></table><h2><a href="#here"></a></h2>`,
  )
  for (const page of pages) {
    const [alone] = await new PurgeCSS().purge({
      content: [{ raw: page.replaceAll(/[<>="/]+/g, ' '), extension: 'html' }],
      css: [{ raw: sheet.replace(/\.hover[^}]*}/, '') }],
      defaultExtractor: (words) => words.split(' '),
      dynamicAttributes: ['data-theme', 'href', 'open'],
    })
    expect(pick(page)).toBe(alone!.css.replace(/@media print\{\}/, ''))
  }
})

it.each([
  ['of the pointer', 'a', 'a:hover{color:red}', false],
  ['without the pointer', 'a', 'a:not(:hover){color:red}', true],
  ['of the pointer alone', 'a', 'a:is(:hover){color:red}', false],
  ['of a dialog', 'p class="contents-dialog"', '.contents-dialog .item,.contents-dialog{color:red}', false],
  ['of a focused control', 'a', 'a:focus-visible{color:red}', true],
  ['of print', 'a', '@media print{a{color:red}}', true],
  ['of parts of fields, on a page without', 'input type="hidden"', '::placeholder{color:red}', false],
  ['of parts of fields, on a page with one', 'input type="text"', '::placeholder{color:red}', true],
] as const)('the first paint and rules %s', (_, tag, rule, isKept) => {
  expect(createStylePicker(rule)(`<${tag}>`)).toBe(isKept ? rule : '')
})

it.each([
  ['one of several', ':is(.a,.gone) p{color:red}', ':is(.a) p{color:red}'],
  [
    'one with its own list',
    ':where(.gone,.a:not(.x,.y),p:is(.gone,.z))>i{color:red}',
    ':where(.a:not(.x,.y),p:is(.gone,.z))>i{color:red}',
  ],
  ['none of several', ':is(.gone,.a .gone) p{color:red}', ''],
  ['none that it has', '.a:has(.gone) p{color:red}', ''],
  ['what it excludes', '.a:not(.gone,:is(.x,.y) .z) p{color:red}', '.a:not(.gone,:is(.x,.y) .z) p{color:red}'],
  ['the argument of another function', 'p:nth-child(odd):lang(en){color:red}', 'p:nth-child(odd):lang(en){color:red}'],
  ['an attribute without its value', '.a[data-kind=other] p{color:red}', ''],
  ['an attribute with its value', '.a[data-kind="tool"] p{color:red}', '.a[data-kind="tool"] p{color:red}'],
])('a page keeps a selector by the alternatives that it may need: %s', (_, rule, kept) => {
  expect(createStylePicker(rule)('<div class="a" data-kind="tool"><p><i></i></p></div>')).toBe(kept)
})

it('the first paint has rules of the pointer or another state, for the other state', () => {
  const pick = createStylePicker('a:is(:hover,[aria-pressed=true]){color:red}')
  expect(pick('<a aria-pressed="true">')).toBe('a:is([aria-pressed=true]){color:red}')
})

it('a page leaves out what only older browsers need', () => {
  const rules = createStylePicker(
    '@layer properties{@supports (not (margin-trim:inline)){*{--a:1}}}@supports (color:color-mix(in lab, red, red)){p{color:red}}',
  )('<p>')
  expect(rules).toBe('p{color:red}')
})

it('the rest of a style sheet has no fonts', () => {
  expect(withoutFonts(sheet)).not.toContain('@font-face')
  expect(withoutFonts(sheet)).toContain('.gone{color:blue}')
})
