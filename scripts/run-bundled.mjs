import { pathToFileURL } from 'node:url'
import { bundle, withoutPackages } from './bundle-module.mjs'

// node scripts/run-bundled.mjs e2e/serve.ts sqlite 3210: runs a module from a bundle, with the remaining arguments.

process.argv.splice(1, 1)
const { entry } = await bundle(process.argv[1], withoutPackages)
await import(pathToFileURL(entry).href)
