import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent, cacheStores, interceptors, request } from 'undici'

/** A shared cache in front of a portal. */
export interface CachingProxy {
  port: number
  /** Returns the number of responses from the portal; all other requests were answered from the cache. */
  passed(): number
  stop(): Promise<void>
}

/** Headers of one connection, which are not passed on. */
const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'upgrade']

/** Starts a proxy that caches everything that RFC 9111 allows, and responses without caching headers for a minute. */
export async function startCachingProxy(origin: string): Promise<CachingProxy> {
  let passed = 0
  const counting = new Agent().compose((dispatch) => (options, handler) => {
    passed++
    return dispatch(options, handler)
  })
  const cache = counting.compose(
    interceptors.cache({ type: 'shared', store: new cacheStores.MemoryCacheStore(), cacheByDefault: 60 }),
  )
  const server = createServer(async (asked, answer) => {
    try {
      const { statusCode, headers, body } = await request(`${origin}${asked.url}`, {
        method: asked.method as 'GET',
        headers: withoutHops(asked),
        dispatcher: cache,
      })
      answer.writeHead(
        statusCode,
        Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name))),
      )
      body.pipe(answer)
    } catch (error) {
      answer.writeHead(502).end(String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    passed: () => passed,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await cache.close()
    },
  }
}

const withoutHops = ({ headers }: IncomingMessage) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)))
