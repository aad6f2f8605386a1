import { build } from 'esbuild'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = path.resolve('.cache/commands')
const day = 24 * 60 * 60 * 1000

/**
 * Bundles a module and imports it: bundling two hundred modules takes a tenth of the time of translating and loading
 * each. Files are named by their text, since several commands may run at once.
 */
export async function load(entry) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    outdir: folder,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: {
      '@lectern/import': './packages/import/src/index.ts',
      // The package only prevents bundling for a browser.
      'server-only': './node_modules/server-only/empty.js',
    },
    logLevel: 'warning',
  })
  mkdirSync(folder, { recursive: true })
  const missing = outputFiles.filter((file) => !existsSync(file.path))
  for (const file of missing) {
    const draft = `${file.path}.${process.pid}`
    writeFileSync(draft, file.contents)
    renameSync(draft, file.path)
  }
  if (missing.length) removeOld()
  const [output] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === entry)
  return import(pathToFileURL(path.resolve(output)).href)
}

/** Removes the bundles of earlier sources. */
function removeOld() {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    if (Date.now() - statSync(file, { throwIfNoEntry: false })?.mtimeMs > day) rmSync(file, { force: true })
  }
}
