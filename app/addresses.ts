import type { Metadata } from 'next'
import { getBasePath, toAddress } from '@/lib/base-path'
import { readEnv } from '@/lib/env'

/**
 * Returns the canonical address of a page and the addresses of its other formats. The canonical address is absolute if
 * the portal's public address is known, otherwise a path (docs/decisions/0012).
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

/** Returns the addresses of the feeds of the whole portal, or of the chapter at an address. */
export function describeFeeds(path = ''): Record<string, string> {
  return {
    'application/atom+xml': `${path}/feed.xml`,
    'application/feed+json': `${path}/feed.json`,
  }
}
