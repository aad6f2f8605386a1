import next from 'next'
import { readEnv } from '../lib/env'
import { createPortalServer } from './create-server'
import { stopGracefully } from './stop'

// The portal's process: Next behind the server that answers what was made at build.
const env = readEnv()
const app = next({ dev: false, dir: process.cwd(), port: env.port })
await app.prepare()
const server = createPortalServer(env, app.getRequestHandler())
stopGracefully(server, () => app.close())
server.listen(env.port)
