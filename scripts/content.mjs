import { setFlagsFromString } from 'node:v8'
import { load } from './load-bundled.mjs'

// npm run content -- <verb>: the commands for editors and for checks of their pull requests. They run from a bundle,
// made again each time.

// A command is over before deep inlining pays. Without it, an import takes a seventh less CPU time, on V8's compiler threads.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=200')

// The checks run right after `npm ci`, without a build. The content's modules import the messages.
const { generateMessages } = await load('scripts/generate-messages.ts')
generateMessages()
await load('scripts/content-built.ts')
