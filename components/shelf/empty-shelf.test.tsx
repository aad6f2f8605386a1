import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import type { Portal } from '@/lib/content'
import { EmptyShelf } from './empty-shelf'

const guests = vi.hoisted(() => ({ allowed: true }))
vi.mock('@/lib/env', () => ({ readEnv: () => ({ guests: guests.allowed }) }))

const portal = { topics: new Map() } as Portal
const render = (isSignedOut: boolean) => renderToStaticMarkup(<EmptyShelf portal={portal} isSignedOut={isSignedOut} />)

describe('an empty shelf', () => {
  it('asks a visitor to sign in first only if the portal has no guests', () => {
    guests.allowed = true
    expect(render(true)).toContain('Press the circle or the ribbon next to a tutorial')
    guests.allowed = false
    expect(render(true)).toContain('Sign in, then press the circle or the ribbon')
    expect(render(false)).toContain('Press the circle or the ribbon next to a tutorial')
  })
})
