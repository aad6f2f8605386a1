import type { Metadata } from 'next'
import { getBasePath, toAddress } from '@/lib/base-path'
import { readEnv } from '@/lib/env'

/**
 * What a page says of its own address, and of other forms of it. Absolute where the portal's address
 * is known to lead here from elsewhere, else from the slash on (docs/decisions/0012).
 */
export function describeAddresses(
  path: string,
  others: Record<string, string> = {},
): NonNullable<Metadata['alternates']> {
  return {
    canonical: (readEnv().publicUrl ?? getBasePath()) + path,
    types: Object.fromEntries(Object.entries(others).map(([type, other]) => [type, toAddress(other)])),
  }
}

/** The feeds of the whole portal, or of the chapter at an address. */
export function describeFeeds(path = ''): Record<string, string> {
  return {
    'application/atom+xml': `${path}/feed.xml`,
    'application/feed+json': `${path}/feed.json`,
  }
}
