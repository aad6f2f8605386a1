import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { pageLeft } from '../../components/layout/optional-fonts'

const files = ['static/media/ui.woff2', 'static/media/prose.woff2']
const sheet =
  '@font-face{font-family:ui;src:url(../media/ui.woff2)format("woff2");font-weight:400 800;unicode-range:U+20-7E}' +
  '@font-face{font-family:"prose";src:url(../media/prose.woff2)format("woff2");font-weight:400 700}'

const folders: string[] = []
afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** Returns the fonts of a build whose pages preload these files. */
async function readFonts(preloaded: string[], css: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'lectern-build-'))
  folders.push(folder)
  for (const each of ['server', 'static/media', 'static/chunks'])
    mkdirSync(path.join(folder, each), { recursive: true })
  for (const file of files) writeFileSync(path.join(folder, file), `bytes of ${path.basename(file, '.woff2')}`)
  writeFileSync(path.join(folder, 'static/chunks/a.css'), css)
  const app = { '[project]/app/page': preloaded, '[project]/app/[slug]/page': preloaded }
  writeFileSync(path.join(folder, 'server/next-font-manifest.json'), JSON.stringify({ app }))
  vi.stubEnv('NEXT_DIST_DIR', folder)
  return (await import('./first-fonts')).getFirstFonts()
}

it('makes a script of the fonts that pages preload, as declared in the style sheet', async () => {
  const { address, script, request } = (await readFonts(files, sheet))!
  expect(request).toContain(`"script":"${address}"`)
  expect(request).toContain(`"files":["/_next/static/media/ui.woff2","/_next/static/media/prose.woff2"]`)

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

it.each([
  ['without preloaded fonts', [], sheet],
  ['without a file', ['static/media/gone.woff2'], sheet],
  ['without a style sheet that declares it', ['static/media/ui.woff2'], ''],
])('makes no script %s', async (_, preloaded, css) => expect(await readFonts(preloaded, css)).toBeNull())

it('makes no script without a build', async () => {
  vi.stubEnv('NEXT_DIST_DIR', path.join(tmpdir(), 'no-build'))
  expect((await import('./first-fonts')).getFirstFonts()).toBeNull()
})
