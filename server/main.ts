import { createServer } from 'node:http'
import next from 'next'
import { logLostWork } from '../lib/after'
import { readEnv } from '../lib/env'
import { explainFailure } from '../lib/explain-failure'
import { captureConsole, getLog } from '../lib/observing'
import { createPortalServer } from './create-server'
import { listen } from './listen'
import { stopGracefully } from './stop'

// The portal's process: Next behind the server that answers what was made at build.
captureConsole()
// Native packages find out about the C library by a report of the process, which would ask a name server for the names
// of this server's own addresses, and hold everything up meanwhile.
if (process.report) Object.assign(process.report, { excludeNetwork: true })
process.on('uncaughtException', (error) => {
  if (!isListening) return fail(error)
  getLog().fatal({ err: error }, 'The process ends, since something broke that nothing expected')
  logLostWork()
  process.exit(1)
})
// As "next start" has it: what nobody waited for is no reason to leave everybody.
process.on('unhandledRejection', (error) => getLog().error({ err: error }, 'Something failed that nobody waited for.'))
let isListening = false
try {
  await start()
  isListening = true
} catch (error) {
  fail(error)
}

async function start(): Promise<void> {
  const env = readEnv()
  // Next listens for "upgrade" on the server it is given, and leaves each such socket open for ever: it gets one that nothing reaches.
  const app = next({ dev: false, dir: process.cwd(), port: env.port, httpServer: createServer() })
  await app.prepare()
  const server = createPortalServer(env, app.getRequestHandler())
  stopGracefully(server, () => app.close())
  await listen(server, env)
}

/** Ends a start in one sentence on standard error, as `npm start` does. */
function fail(error: unknown): never {
  process.stderr.write(`${explainFailure(error, 'The server could not start')}\n`)
  process.exit(1)
}
