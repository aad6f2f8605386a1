import { build } from 'esbuild'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'

// npm run content -- <verb>: the commands for editors and for checks of their pull requests. They run from a bundle,
// made again each time: bundling two hundred modules takes a tenth of the time of translating and loading each.

// A command is over before most optimisation pays. With less inlining, and functions compiled after four times as many
// calls, an import takes a quarter less CPU time, on V8's compiler threads.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=200')
setFlagsFromString('--interrupt-budget=500000')

const folder = path.resolve('.cache/commands')
const day = 24 * 60 * 60 * 1000

/** Bundles a module and imports it. Files are named by their text, since several commands may run at once. */
async function load(entry) {
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

// The checks run right after `npm ci`, without a build. The content's modules import the messages.
const { generateMessages } = await load('scripts/generate-messages.ts')
generateMessages()
await load('scripts/content-built.ts')
