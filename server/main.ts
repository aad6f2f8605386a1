import { createServer } from 'node:http'
import next from 'next'
import { logLostWork } from '../lib/after'
import { getBasePath } from '../lib/base-path'
import { findUnreadable, onContentChange } from '../lib/content'
import { followContent } from '../lib/content/follow-content'
import { followContentGit } from '../lib/content-git'
import { readEnv, type Env } from '../lib/env'
import { explainFailure } from '../lib/explain-failure'
import { captureConsole, getLog } from '../lib/observing'
import { prefixChunkAddresses } from './chunk-addresses'
import { createPortalServer, type Pages } from './create-server'
import { listen } from './listen'
import { createPageCache } from './page-cache'
import { createPageMaker } from './pages/make-page'
import { createRender } from './pages/render-with-next'
import { readBuildFile } from './static-files'
import { stopGracefully } from './stop'

// The portal's process: loads the content and Next, and starts the server.
const dev = process.env.NODE_ENV === 'development'
if (!dev) captureConsole()
// Native packages read a process report to detect the C library. By default, that report looks up the host names
// of open sockets in DNS, which blocks the start.
if (process.report) Object.assign(process.report, { excludeNetwork: true })
process.on('uncaughtException', (error) => {
  if (!isListening) return fail(error)
  getLog().fatal({ err: error }, 'The process ends because of an uncaught exception')
  logLostWork()
  process.exit(1)
})
// Like `next start`: log unhandled rejections and keep serving.
process.on('unhandledRejection', (error) => getLog().error({ err: error }, 'A promise was rejected and not handled.'))
let isListening = false
try {
  await start()
  isListening = true
} catch (error) {
  fail(error)
}

async function start(): Promise<void> {
  const env = readEnv()
  onContentChange((portal) => {
    for (const { file, line, column, rule, message } of findUnreadable(portal))
      getLog().warn({ file, line, column, rule }, `Part of the content can’t be shown as it is written: ${message}`)
  })
  await followContentGit(env)
  const content = followContent(
    (error) => getLog().error({ err: error }, 'The content can’t be re-read; the previous version is still served.'),
    dev,
  )
  // Next listens for "upgrade" on the server that it is given and leaves such sockets open, so it gets a server without
  // connections. In development it finds ours by itself, for live updates.
  const httpServer = dev ? undefined : createServer()
  prefixChunkAddresses(getBasePath())
  const app = next({ dev, dir: process.cwd(), port: env.port, hostname: env.host ?? undefined, httpServer })
  await Promise.all([content, app.prepare()])
  const answerByNext = app.getRequestHandler()
  const pages = dev ? null : preparePages(env, answerByNext)
  const server = createPortalServer(env, answerByNext, pages)
  stopGracefully(server, () => app.close())
  await listen(server, env)
  pages?.cache.keepWarm()
}

/** Creates the page cache and the page renderer of a built portal; development has neither. */
function preparePages(env: Env, answerByNext: ReturnType<ReturnType<typeof next>['getRequestHandler']>): Pages {
  const render = createRender(answerByNext, new URL(env.baseUrl).host)
  const makePage = createPageMaker(env, render)
  return { cache: createPageCache(env, String(readBuildFile('BUILD_ID')), render, makePage), makePage }
}

/** Ends a failed start with one sentence on standard error, like `npm start`. */
function fail(error: unknown): never {
  process.stderr.write(`${explainFailure(error, 'The server could not start')}\n`)
  process.exit(1)
}
