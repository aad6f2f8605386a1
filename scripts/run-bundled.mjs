import { load } from './load-bundled.mjs'

// node scripts/run-bundled.mjs e2e/serve.ts sqlite 3210: runs a module from a bundle, with the remaining arguments.

process.argv.splice(1, 1)
await load(process.argv[1])
