import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isSlug } from '@/lib/content'
import { describeAddresses } from './addresses'

afterEach(() => vi.unstubAllEnvs())

describe('what a page says of its address', () => {
  it('is absolute where others reach the portal there, and relative to the page where only this machine does', () => {
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

  it('are found', () => expect(own).toContain('shelf'))
  it.each([...own, 'feed'])('can’t be a topic’s: %s', (name) => expect(isSlug(name)).toBe(false))
})
