import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isSlug } from '@/lib/content'
import { describeAddresses } from './addresses'

afterEach(() => vi.unstubAllEnvs())

describe('describeAddresses', () => {
  it('returns an absolute address if others can reach the portal there, and a path otherwise', () => {
    vi.stubEnv('BASE_URL', 'https://learn.example.org/')
    expect(describeAddresses('/git').canonical).toBe('https://learn.example.org/git')
    vi.stubEnv('BASE_URL', 'http://localhost:4000')
    expect(describeAddresses('/git').canonical).toBe('/git')
  })
})

describe('the portal’s own addresses', () => {
  const own = readdirSync('app', { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && /^[a-z0-9-]+$/.test(entry.name) ? [entry.name] : [],
  )

  it('are found in the source', () => expect(own).toContain('shelf'))
  it.each([...own, 'feed'])('can’t be the slug of a topic: %s', (name) => expect(isSlug(name)).toBe(false))
})
