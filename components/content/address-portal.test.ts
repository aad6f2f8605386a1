import type { Element, ElementContent, Root } from 'hast'
import { afterEach, expect, it, vi } from 'vitest'
import { addressPortal } from './address-portal'

const h = (tagName: string, properties: Element['properties'], children: ElementContent[] = []): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
})
const root = (children: Element[]): Root => ({ type: 'root', children })

afterEach(() => vi.unstubAllEnvs())

it('leads authors’ links and pictures to the portal, below whatever path it is', () => {
  vi.stubEnv('BASE_URL', 'https://example.org/learn')
  const tree = root([
    h('a', { href: '/docker#part' }, [
      h('picture', {}, [h('source', { srcSet: '/figures/a.narrow.svg' }), h('img', { src: '/figures/a.svg' })]),
    ]),
    h('a', { href: 'https://example.org/docker' }),
    h('a', { href: '#part' }),
  ])
  addressPortal()(tree)
  expect(tree).toEqual(
    root([
      h('a', { href: '/learn/docker#part' }, [
        h('picture', {}, [
          h('source', { srcSet: '/learn/figures/a.narrow.svg' }),
          h('img', { src: '/learn/figures/a.svg' }),
        ]),
      ]),
      h('a', { href: 'https://example.org/docker' }),
      h('a', { href: '#part' }),
    ]),
  )
})
