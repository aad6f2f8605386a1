import 'server-only'
import { getClientAddress, toRateLimitKey } from '@/lib/client-address'
import { consumeRateLimit, type Limit } from '@/lib/rate-limit'
import { tooManyTries } from './call-auth'

/** Refuses a request of a network that sent as many as it may. The names are those under which better-auth counts its own. */
export async function limitByNetwork({ headers }: Pick<Request, 'headers'>, name: string, limit: Limit): Promise<void> {
  const wait = await consumeRateLimit(`network:${toRateLimitKey(getClientAddress(headers))}|${name}`, limit)
  if (wait !== null) throw tooManyTries(wait)
}
