import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Where bundles are kept. */
export const folder = path.resolve('.cache/commands')
/** What is known of the bundle of the content commands. */
export const record = path.join(folder, 'bundle.json')

const day = 24 * 60 * 60 * 1000

/** Options of esbuild that leave all packages out of a bundle, for modules with a database or a browser. */
export const withoutPackages = { packages: 'external' }

/** Options of esbuild that put packages into a bundle too. */
export const withPackages = {
  // These find files of their own at run time.
  external: ['esbuild', 'pino', 'prom-client', 'undici'],
  // For packages that are not modules.
  banner: { js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)" },
}

/**
 * Bundles a module, which takes a tenth of the time of translating and loading each of two hundred modules. Files are
 * named by their text, since several commands may run at once. Returns the file to import, the states of all files
 * that the bundle was made of or consists of, and when it was begun.
 */
export async function bundle(source, packages) {
  const begun = Date.now()
  // A command with a bundle does not need it.
  const { build } = await import('esbuild')
  const { outputFiles, metafile } = await build({
    entryPoints: [source],
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
    alias: {
      '@lectern/import': './packages/import/src/index.ts',
      // The package only prevents bundling for a browser.
      'server-only': './node_modules/server-only/empty.js',
    },
    logLevel: 'warning',
    ...packages,
  })
  mkdirSync(folder, { recursive: true })
  const missing = outputFiles.filter((file) => !existsSync(file.path))
  for (const file of missing) writeWhole(file.path, file.contents)
  const outputs = outputFiles.map((file) => file.path)
  if (missing.length) removeOld(new Set(outputs))
  const inputs = ['package.json', 'tsconfig.json', 'scripts/bundle-module.mjs', ...Object.keys(metafile.inputs)]
  const states = Object.fromEntries(inputs.map((file) => [file, stateOf(file, begun)]))
  for (const file of outputs) states[file] = stateOf(file)
  const [output] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === source)
  return { entry: path.resolve(output), states, begun }
}

/** Returns the entry of that bundle if none of the files it was made of, or consists of, has changed since. */
export function findBundle() {
  if (!existsSync(record)) return null
  const { entry, states } = JSON.parse(readFileSync(record, 'utf8'))
  return Object.entries(states).every(([file, state]) => stateOf(file) === state) ? entry : null
}

/** Returns what changes when a file or folder does; null if that may have been after the given time, or it is missing. */
export function stateOf(file, begun = Infinity) {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats && stats.mtimeMs < begun ? `${stats.mtimeMs} ${stats.size}` : null
}

/** Writes a file that other commands find whole. */
export function writeWhole(file, text) {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text)
  renameSync(draft, file)
}

/** Removes the bundles of earlier sources. */
function removeOld(kept) {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    if (!kept.has(file) && Date.now() - statSync(file, { throwIfNoEntry: false })?.mtimeMs > day)
      rmSync(file, { force: true })
  }
}
