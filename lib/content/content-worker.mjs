import { register } from 'tsx/esm/api'

// A thread of its own does not have the loader for TypeScript that its process was started with.
register()
await import('./content-worker.ts')
