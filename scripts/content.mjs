import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'

// npm run content -- <verb>: the commands for editors and for checks of their pull requests. They run from a bundle that
// holds their packages too: loading a thousand modules takes three times the CPU time of loading twenty. It is made again
// when a file in it has changed, which takes as long as loading those modules once.

// A command is over before most optimisation pays. With functions optimised after four times as many calls, an import takes
// a sixth less CPU time, on V8's compiler threads.
setFlagsFromString('--interrupt-budget=500000')

const folder = path.resolve('.cache/commands')
const record = path.join(folder, 'bundle.json')
const day = 24 * 60 * 60 * 1000

await import(pathToFileURL(findBundle() ?? (await makeBundle())).href)

/** Returns the entry of the last bundle if none of the files it was made of, or consists of, has changed since. */
function findBundle() {
  if (!existsSync(record)) return null
  const { entry, states } = JSON.parse(readFileSync(record, 'utf8'))
  return Object.entries(states).every(([file, state]) => stateOf(file) === state) ? entry : null
}

/** Bundles the commands, and returns the file to import. */
async function makeBundle() {
  // The content's modules import the messages, which nothing has made right after `npm ci`.
  const generator = await bundle('scripts/generate-messages.ts')
  const { generateMessages, listLanguages } = await import(pathToFileURL(generator.entry).href)
  generateMessages()
  const commands = await bundle('scripts/content-built.ts')
  const messages = ['messages', ...listLanguages().map((language) => path.join('messages', language))]
  const files = messages.flatMap((each) => [each, ...readdirSync(each).map((name) => path.join(each, name))])
  const states = {
    ...Object.fromEntries(files.map((file) => [file, stateOf(file, generator.begun)])),
    ...generator.states,
    ...commands.states,
  }
  write(record, JSON.stringify({ entry: commands.entry, states }))
  return commands.entry
}

/** Bundles a module. Files are named by their text, since several commands may run at once. */
async function bundle(source) {
  const begun = Date.now()
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
    // These find files of their own at run time.
    external: ['esbuild', 'pino', 'prom-client', 'undici'],
    // For packages that are not modules.
    banner: { js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)" },
    alias: {
      '@lectern/import': './packages/import/src/index.ts',
      // The package only prevents bundling for a browser.
      'server-only': './node_modules/server-only/empty.js',
    },
    logLevel: 'warning',
  })
  mkdirSync(folder, { recursive: true })
  const missing = outputFiles.filter((file) => !existsSync(file.path))
  for (const file of missing) write(file.path, file.contents)
  const outputs = outputFiles.map((file) => file.path)
  if (missing.length) removeOld(new Set(outputs))
  const inputs = ['package.json', 'tsconfig.json', 'scripts/content.mjs', ...Object.keys(metafile.inputs)]
  const states = Object.fromEntries(inputs.map((file) => [file, stateOf(file, begun)]))
  for (const file of outputs) states[file] = stateOf(file)
  const [output] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === source)
  return { entry: path.resolve(output), states, begun }
}

/** Returns what changes when a file or folder does; null if that may have been after the given time, or it is missing. */
function stateOf(file, begun = Infinity) {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats && stats.mtimeMs < begun ? `${stats.mtimeMs} ${stats.size}` : null
}

/** Writes a file that other commands find whole. */
function write(file, text) {
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
