import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { listStaticFiles, readStaticFile } from './static-files'

const folder = mkdtempSync(path.join(tmpdir(), 'lectern-static-'))
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

it('serves pictures of the content folder, each as its kind, and the software’s own icons', async () => {
  vi.stubEnv('CONTENT_DIR', folder)
  mkdirSync(path.join(folder, 'figures'))
  for (const name of ['a.svg', 'b.PNG', 'c.jpeg', 'd.webp', 'e.avif', 'f.gif', 'g.html'])
    writeFileSync(path.join(folder, 'figures', name), name)
  const figures = [...listStaticFiles()].filter(([address]) => address.startsWith('/figures/'))
  const read = await Promise.all(
    figures.map(async ([address, file]) => [address, (await readStaticFile(address, file)).headers['Content-Type']]),
  )
  expect(Object.fromEntries(read)).toEqual({
    '/figures/a.svg': 'image/svg+xml',
    '/figures/b.PNG': 'image/png',
    '/figures/c.jpeg': 'image/jpeg',
    '/figures/d.webp': 'image/webp',
    '/figures/e.avif': 'image/avif',
    '/figures/f.gif': 'image/gif',
  })
  expect(listStaticFiles().has('/icon.svg')).toBe(true)
})
