import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findShade, grounds, measureContrast } from './accent'
import { loadPortal } from '../load'
import { formatProblem } from '../portal'
import { defaultSettings, type Settings } from './settings'

const square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">\n  <path d="M0 0h9v9z"/>\n</svg>\n'

/** Returns the settings and problems of a folder with this `portal.yaml`, two pictures and the given files. */
async function load(
  source: string | Buffer | null,
  files: Record<string, string> = {},
): Promise<{ settings: Settings; problems: string[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'portal-settings-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(path.join(folder, 'figures'))
  const all = { 'logo.svg': square, 'figures/dark.svg': square, ...files }
  for (const [file, text] of Object.entries(all)) await writeFile(path.join(folder, file), text)
  if (source !== null) await writeFile(path.join(folder, 'portal.yaml'), source)
  await symlink(path.join(folder, 'logo.svg'), path.join(folder, 'link.svg'))
  const { settings, problems } = await loadPortal(folder)
  return { settings, problems: problems.map(formatProblem) }
}

describe('portal.yaml', () => {
  it('may be missing, or empty', async () => {
    for (const source of [null, '', '# nothing yet\n', '{}'])
      expect(await load(source)).toEqual({ settings: defaultSettings, problems: [] })
  })

  it('sets the name and look of the portal', async () => {
    const { settings, problems } = await load(`name: Holzwerkstatt
shortname: Holz
description: Vom ersten Zinken bis zum Stuhl.
home:
  heading: Lerne Holz
  lede: Eine Seite je Thema.
logo: { light: logo.svg, dark: figures/dark.svg }
accent: { light: "#8A3B12", dark: "#f0a060" }
lang: de-AT
dir: ltr
footer:
  - label: Impressum
    address: https://example.org/impressum
  - label: Feed
    address: /feed.xml
  - label: Post
    address: mailto:a@example.org
madewith: true
contact: hilfe@example.org
repository: https://codeberg.org/me/holz.git
edit: https://codeberg.org/me/holz/_edit/trunk/{path}
`)
    expect(problems).toEqual([])
    expect(settings).toMatchObject({
      name: 'Holzwerkstatt',
      shortName: 'Holz',
      description: 'Vom ersten Zinken bis zum Stuhl.',
      home: { heading: 'Lerne Holz', lede: 'Eine Seite je Thema.' },
      logo: { light: { svg: square, ratio: 1.5 }, dark: { svg: square } },
      accent: { light: '#8a3b12', dark: '#f0a060' },
      lang: 'de-AT',
      footer: [{ label: 'Impressum', address: 'https://example.org/impressum' }, { address: '/feed.xml' }, {}],
      madeWith: true,
      contact: 'hilfe@example.org',
      repository: 'https://codeberg.org/me/holz',
      edit: 'https://codeberg.org/me/holz/_edit/trunk/{path}',
    })
  })

  it('keeps Lectern’s own texts out of a portal with another name', async () => {
    expect((await load('name: Woodworking')).settings).toMatchObject({
      shortName: 'Woodworking',
      home: { heading: 'Woodworking' },
    })
  })

  it.each([
    ['name: ""', 'portal.yaml:1:7 portal "name" must not be empty.'],
    ['name: 7', 'portal.yaml:1:7 portal "name" must be text; put it in double quotes.'],
    [`name: ${'x'.repeat(61)}`, 'portal.yaml:1:7 portal "name" must be at most 60 characters.'],
    ['name: A\nnmae: B', /^portal.yaml:2:1 portal Unknown key "nmae". Did you mean "name"\? The keys here are name, /],
    ['short_name: B', /Did you mean "shortname"\?/],
    ['colour: B', /^portal.yaml:1:1 portal Unknown key "colour". The keys here are name, /],
    [
      'home:\n  headings: B',
      'portal.yaml:2:3 portal Unknown key "headings". Did you mean "heading"? The keys here are heading, lede.',
    ],
    [
      'logo: {light: logo.svg, dark: logo.svg, drak: logo.svg}',
      /^portal.yaml:1:41 portal Unknown key "drak". Did you mean "dark"\?/,
    ],
    ['logo: {light: logo.svg}', /The key "dark" is missing/],
    ['footer: [{label: A}]', /The key "address" is missing/],
    ['- a', /^portal.yaml:1:1 portal The file holds the keys name, /],
    ['home: text', 'portal.yaml:1:7 portal "home" must have "heading:" and "lede:".'],
    ['name: [', /^portal.yaml:1:8 portal This can't be read as YAML/],
    [
      'name: &a A\nshortname: *a',
      'portal.yaml:2:12 portal Portal.yaml can\'t use aliases such as "*name". Write the value itself.',
    ],
    ['name: "A\\u200bB"', /contains an invisible character/],
    ['lang: de-ab-cd', 'portal.yaml:1:7 portal "lang" must be a language as in en, de or pt-BR.'],
    ['lang: deutsch oder so', 'portal.yaml:1:7 portal "lang" must be a language as in en, de or pt-BR.'],
    ['dir: left', /"dir" must be ltr or rtl/],
    ['madewith: yes please', /"madewith" must be true or false/],
    [
      'contact: Ada',
      'portal.yaml:1:10 portal "contact" must be an email address, as in help@example.org, or begin with https://.',
    ],
    ['contact: http://example.org', /"contact" must be an email address/],
    ['contact: javascript:alert(1)@a.b', /"contact" must be an email address/],
    ['contact: "help@example.org?bcc=a@b.c"', /"contact" must be an email address/],
    [`contact: https://example.org/${'x'.repeat(200)}`, /"contact" must be at most 200 characters/],
    ['repository: git@github.com:a/b', /"repository" must begin with https/],
    [
      'repository: https://example.org/a\nedit: https://example.org/a/edit',
      /^portal.yaml:2:7 portal "edit" must hold \{path\}/,
    ],
    ['edit: https://example.org/a/{path}', /^portal.yaml:1:7 portal "edit" needs "repository" too/],
    ...['javascript:alert(1)', '//evil.example', '/\\\\evil.example', 'ftp://a', 'example.org', 'data:text/html,x'].map(
      (address): [string, RegExp] => [
        `footer:\n  - label: A\n    address: "${address}"`,
        /^portal.yaml:3:14 portal "address" must begin with https:/,
      ],
    ),
    ['logo: ../logo.svg', /^portal.yaml:1:7 portal "logo" must be an SVG file of the content folder/],
    ['logo: figures/../logo.svg', /must be an SVG file/],
    ['logo: logo.png', /must be an SVG file/],
    ['logo: other.svg', 'portal.yaml:1:7 portal There is no file "other.svg" in the content folder.'],
    ['logo: link.svg', /"link.svg" can't be read \(symbolic link\)/],
    ['accent: red', /^portal.yaml:1:9 portal "accent" must be a colour in quotes/],
  ])('is refused by its place, with what to do: %s', async (source, message) => {
    const { problems } = await load(source)
    expect(problems).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)])
  })

  it('keeps its valid values if one is invalid', async () => {
    const { settings, problems } = await load('name: Woodworking\nshortname: 7\nlang: de\naccent: "#ffffff"\nnmae: x\n')
    expect(problems).toHaveLength(3)
    expect(settings).toMatchObject({ name: 'Woodworking', shortName: 'Woodworking', lang: 'de', accent: null })
  })

  it.each([
    ['too large', Buffer.alloc(65 * 1024, 'a'), /larger than 64 KB/],
    ['not UTF-8', Buffer.from([0x6e, 0xff]), /not UTF-8/],
    ['nested', Buffer.from('['.repeat(20_000)), /portal/],
  ])('is told of where it is %s', async (_, bytes, message) => {
    expect((await load(bytes)).problems.join()).toMatch(message)
  })
})

describe('the accent colour', () => {
  it('is measured as WCAG does, on paper and panel', async () => {
    // The built-in one, by the figures of its design.
    expect(measureContrast('#0b5a61', 'light')).toBeCloseTo(7.05, 2)
    expect(measureContrast('#7ed0d2', 'dark')).toBeCloseTo(9.2, 1)
    const styles = await readFile('app/globals.css', 'utf8')
    for (const [index, name] of ['paper', 'panel'].entries())
      expect(styles).toContain(`--color-${name}: light-dark(${grounds.light[index]}, ${grounds.dark[index]});`)
  })

  it('gets a shade for the dark theme if only one colour is given', async () => {
    const { settings } = await load('accent: "#8a3b12"')
    expect(settings.accent?.light).toBe('#8a3b12')
    expect(measureContrast(settings.accent!.dark, 'dark')).toBeGreaterThanOrEqual(7)
  })

  it.each([
    ['accent: "#e07b39"', 9, '#e07b39', 'light'],
    ['accent: { light: "#8a3b12", dark: "#8a3b12" }', 35, '#8a3b12', 'dark'],
  ] as const)(
    'is refused below 4.5:1, with the number and the nearest that passes: %s',
    async (source, column, given, theme) => {
      const { settings, problems } = await load(source)
      const found = measureContrast(given, theme)
      const shade = findShade(given, theme)
      expect(problems).toEqual([
        `portal.yaml:1:${column} portal "${given}" has a contrast of ${(Math.floor(found * 100) / 100).toFixed(2)}:1 with the paper and panels of the ${theme} theme, and the minimum is 4.5:1. The nearest shade that passes is "${shade}".`,
      ])
      expect(settings.accent).toBeNull()
      expect(found).toBeLessThan(4.5)
      expect(measureContrast(shade, theme)).toBeGreaterThanOrEqual(4.5)
      expect(measureContrast(shade, theme)).toBeLessThan(4.7)
    },
  )
})

describe('a logo', () => {
  it.each([
    ['<script>alert(1)</script>', 'A logo can’t contain <script>. Remove it.'],
    ['<SCRIPT/>', 'A logo can’t contain <script>. Remove it.'],
    ['<svg:script/>', 'A logo can’t contain <svg:script>. Remove it, or save it as plain SVG.'],
    ['<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>', /contain <foreignObject>/],
    ['<image href="#a"/>', /contain <image>/],
    ['<a href="#a"/>', /contain <a>/],
    ['<animate attributeName="href" values="javascript:alert(1)"/>', /contain <animate>/],
    ['<set/>', /contain <set>/],
    ['<g onclick="alert(1)"/>', '"onclick" runs a script in <g>. Remove it.'],
    ['<g ONLOAD="alert(1)"/>', /"ONLOAD" runs a script/],
    [
      '<use href="https://evil.example/a.svg#b"/>',
      /"href" leads to "https:\/\/evil.example\/a.svg#b", outside the picture in <use>/,
    ],
    ['<use xlink:href="data:image/svg+xml,x"/>', /"xlink:href" leads to/],
    ['<g xml:base="https://evil.example/"/>', /"xml:base" leads out/],
    ['<path fill="url(https://evil.example/#a)"/>', /"fill" loads something/],
    ['<path style="background:url(&quot;//evil.example&quot;)"/>', /"style" loads something/],
    ['<path style="fill:u\\72l(//evil.example)"/>', /"style" loads something/],
    ['<style>@import "//evil.example";</style>', /styles in <style> load something/],
    ['<style><![CDATA[a{fill:url(//evil.example)}]]></style>', /styles in <style> load something/],
  ])('is refused that could run or fetch something: %s', async (part, message) => {
    const { settings, problems } = await load('logo: logo.svg', {
      'logo.svg': square.replace('  <path', `  ${part}<path`),
    })
    expect(settings.logo).toBeNull()
    expect(problems).not.toEqual([])
    expect(problems[0]).toMatch(/^logo.svg:2:\d+ logo /)
    if (typeof message === 'string') expect(problems[0]).toBe(`logo.svg:2:3 logo ${message}`)
    else expect(problems.join('\n')).toMatch(message)
  })

  it.each([
    ['<!DOCTYPE svg [<!ENTITY a "x">]>\n<svg viewBox="0 0 1 1"/>', /^logo.svg:1:1 logo A logo can’t contain <!DOC/],
    ['<?xml-stylesheet href="a.css"?><svg viewBox="0 0 1 1"/>', /contain <\?xml-stylesheet>/],
    ['<html/>', /not an SVG picture/],
    ['no markup', /not an SVG picture/],
    ['<svg/>', /must have a viewBox/],
    [`<svg viewBox="0 0 1 1">${' '.repeat(65 * 1024)}</svg>`, /larger than 64 KB/],
  ])('is refused that is no plain picture: %#', async (svg, message) => {
    expect((await load('logo: logo.svg', { 'logo.svg': svg })).problems.join('\n')).toMatch(message)
  })

  it('may have gradients, styles and parts that it uses', async () => {
    const svg = `<?xml version="1.0"?>\n<!-- a plane -->\n<svg xmlns="http://www.w3.org/2000/svg" width="40px" height="20"><defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs><style>.b{fill:url(#a)}</style><use href="#a"/><path class="b" fill="url('#a')" d="M0 0"/><title>On wood</title></svg>`
    const { settings, problems } = await load('logo: logo.svg', { 'logo.svg': svg })
    expect(problems).toEqual([])
    expect(settings.logo?.light.ratio).toBe(2)
  })
})
