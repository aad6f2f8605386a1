import { getAuth } from '@/lib/auth'
import { readEnv } from '@/lib/env'

/** Where GitHub sends readers back to. better-auth checks the state that it gave them on the way out. */
export function GET(request: Request) {
  const { pathname, search } = new URL(request.url)
  return getAuth().handler(new Request(readEnv().baseUrl + pathname + search, { headers: request.headers }))
}
