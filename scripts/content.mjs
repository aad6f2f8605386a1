import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { bundle, findBundle, record, stateOf, withPackages, writeWhole } from './bundle-module.mjs'

// npm run content -- <verb>: the commands for editors and for checks of their pull requests. They run from a bundle that
// holds their packages too: loading a thousand modules takes three times the CPU time of loading twenty. It is made again
// when a file in it has changed, which takes as long as loading those modules once.

// A command is over before most optimisation pays. With functions optimised after four times as many calls, an import takes
// a sixth less CPU time, on V8's compiler threads.
setFlagsFromString('--interrupt-budget=500000')

await import(pathToFileURL(findBundle() ?? (await makeBundle())).href)

/** Bundles the commands, and returns the file to import. */
async function makeBundle() {
  // The content's modules import the messages, which nothing has made right after `npm ci`.
  const generator = await bundle('scripts/generate-messages.ts', withPackages)
  const { generateMessages, listLanguages } = await import(pathToFileURL(generator.entry).href)
  generateMessages()
  const commands = await bundle('scripts/content-built.ts', withPackages)
  const messages = ['messages', ...listLanguages().map((language) => path.join('messages', language))]
  const files = messages.flatMap((each) => [each, ...readdirSync(each).map((name) => path.join(each, name))])
  const states = {
    'scripts/content.mjs': stateOf('scripts/content.mjs', generator.begun),
    ...Object.fromEntries(files.map((file) => [file, stateOf(file, generator.begun)])),
    ...generator.states,
    ...commands.states,
  }
  writeWhole(record, JSON.stringify({ entry: commands.entry, states }))
  return commands.entry
}
