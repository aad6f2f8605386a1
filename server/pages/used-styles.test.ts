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

it('a page keeps the rules whose names it contains', async () => {
  const pick = createStylePicker(sheet)
  const rules = await pick(
    '<html><body class="shell max-w-[20ch] hover:underline"><p>Words</p><details><summary>More</summary></details></body></html>',
  )
  for (const kept of [
    'html[data-theme=dark] p',
    '.max-w-\\[20ch\\]',
    '.hover\\:underline:hover',
    'details[open] summary',
    '@media print{.shell',
    '@font-face',
    '--a:1px',
  ])
    expect(rules).toContain(kept)
  for (const gone of ['.gone', 'table']) expect(rules).not.toContain(gone)
})

it('a page keeps rules of names written with entities, and of the start of an address', async () => {
  const rules = await createStylePicker(sheet)(
    '<p class="[&amp;_.link]:min-h-6"><a class="link">A link</a></p><div class="shell [&amp;&gt;p]:mt-2"><p>Words</p></div><h2><a href="#here">Here</a></h2>',
  )
  expect(rules).toContain('h2>a[href^=')
  expect(rules).toContain('min-height:24px')
  expect(rules).toContain('margin-top:8px')
})

it('pages with the same names share one selection of rules', async () => {
  const pick = createStylePicker(sheet)
  expect(pick('<p class="shell">One</p>')).toBe(pick('<p class="shell">Another</p>'))
  expect(pick('<p>One</p>')).not.toBe(pick('<p class="shell">One</p>'))
})

it('the rest of a style sheet has no fonts', () => {
  expect(withoutFonts(sheet)).not.toContain('@font-face')
  expect(withoutFonts(sheet)).toContain('.gone{color:blue}')
})
