import 'server-only'
import { getClientAddress, toRateLimitKey } from '@/lib/client-address'
import { consumeRateLimit, type Limit } from '@/lib/rate-limit'
import { tooManyAttempts } from './call-auth'

/** Refuses a request over the limit of its network. better-auth counts its own requests under the same names. */
export async function limitByNetwork({ headers }: Pick<Request, 'headers'>, name: string, limit: Limit): Promise<void> {
  const wait = await consumeRateLimit(`network:${toRateLimitKey(getClientAddress(headers))}|${name}`, limit)
  if (wait !== null) throw tooManyAttempts(wait)
}
