import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { pageLeft } from '../../components/layout/optional-fonts'

const folder = mkdtempSync(path.join(tmpdir(), 'lectern-build-'))
const addresses = ['/_next/static/media/ui.woff2', '/_next/static/media/prose.woff2']
const sheet =
  '@font-face{font-family:ui;src:url(../media/ui.woff2)format("woff2");font-weight:400 800;unicode-range:U+20-7E}' +
  '@font-face{font-family:"prose";src:url(../media/prose.woff2)format("woff2");font-weight:400 700}'

beforeAll(() => {
  mkdirSync(path.join(folder, 'static/media'), { recursive: true })
  for (const name of ['ui', 'prose']) writeFileSync(path.join(folder, `static/media/${name}.woff2`), `bytes of ${name}`)
  vi.stubEnv('NEXT_DIST_DIR', folder)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

it('makes a script of a page’s fonts, as declared in its style sheet', async () => {
  const { findFontScript, prepareFirstFonts } = await import('./first-fonts')
  const { address, script, request } = prepareFirstFonts(addresses, () => sheet)!
  expect(findFontScript(address)).toBe(script)
  expect(findFontScript('/_page/fonts/other.js')).toBeUndefined()
  expect(request).toContain(`"script":"${address}"`)

  const added: unknown[] = []
  class FontFace {
    constructor(family: string, bytes: Uint8Array, descriptors: object) {
      added.push([family, Buffer.from(bytes).toString(), descriptors])
    }
  }
  const run = (fonts: string, painted: unknown[]) => {
    const page = Object.assign(new EventTarget(), { fonts: { add() {} }, documentElement: { dataset: { fonts } } })
    new Function('document', 'FontFace', 'performance', script)(page, FontFace, { getEntriesByName: () => painted })
    return page
  }
  const faces = [
    ['ui-now', 'bytes of ui', { weight: '400 800', unicodeRange: 'U+20-7E' }],
    ['prose-now', 'bytes of prose', { weight: '400 700' }],
  ]
  run('now', [])
  expect(added.splice(0)).toEqual(faces)
  for (const late of [run('later', []), run('now', [{}])]) {
    expect(added).toEqual([])
    late.dispatchEvent(new Event(pageLeft))
    expect(added.splice(0)).toEqual(faces)
    expect(late.documentElement.dataset).toEqual({ fonts: 'now' })
  }
})

it('makes no script without a file, or without a style sheet that declares it', async () => {
  const { prepareFirstFonts } = await import('./first-fonts')
  expect(prepareFirstFonts([], () => sheet)).toBeNull()
  expect(prepareFirstFonts(['/_next/static/media/gone.woff2'], () => sheet)).toBeNull()
  expect(prepareFirstFonts(['/_next/static/media/ui.woff2'], () => '')).toBeNull()
})
