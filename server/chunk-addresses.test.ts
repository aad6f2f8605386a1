import { expect, it } from 'vitest'
import { prefixChunkAddresses } from './chunk-addresses'

const key = Symbol.for('next.server.manifests')
const manifest = (chunks: string[]) => ({
  moduleLoading: { prefix: '' },
  clientModules: { 'components/a.tsx': { id: 1, name: '*', chunks, async: false } },
})
const chunk = '/_next/static/chunks/a.js'

type Target = Record<symbol, { clientReferenceManifestsPerRoute: Map<string, unknown> }>

it('puts the path before the scripts of client components, of the first route and of those that come later', () => {
  const target: Target = {}
  prefixChunkAddresses('/learn', target)
  expect(target[key]).toBeUndefined()
  const routes = new Map<string, unknown>([['/', { page: '/page', clientReferenceManifest: manifest([chunk]) }]])
  // Like Next: the map has the first route, and each request for another route adds to it.
  target[key] = { clientReferenceManifestsPerRoute: routes }
  const later = manifest([chunk, '/learn/_next/static/chunks/b.js'])
  target[key]?.clientReferenceManifestsPerRoute.set('/b', { page: '/b/page', clientReferenceManifest: later })
  expect(Object.fromEntries(routes)).toEqual({
    '/': { page: '/page', clientReferenceManifest: manifest([`/learn${chunk}`]) },
    '/b': {
      page: '/b/page',
      clientReferenceManifest: manifest([`/learn${chunk}`, '/learn/_next/static/chunks/b.js']),
    },
  })
  expect(later.clientModules['components/a.tsx'].chunks[0]).toBe(chunk)
})

it('leaves Next alone where the portal has no path', () => {
  const target: Target = {}
  prefixChunkAddresses('', target)
  expect(Object.getOwnPropertyDescriptor(target, key)).toBeUndefined()
})
