import { describe, expect, it } from 'vitest'
import { makePortal } from '@/scripts/testing/make-portal'
import { findNearTopics } from './near-topics'

const portal = makePortal(
  Object.fromEntries(
    ['prometheus', 'git', 'virtual-environments', 'development-environments', 'postgresql'].map((slug) => [slug, []]),
  ),
)
portal.moves.topics.set('metrics-server', 'prometheus')

describe('topics near a missing address', () => {
  it.each([
    ['/promtheus', ['prometheus']],
    ['/Prometheus', ['prometheus']],
    ['/prometheus.htm', ['prometheus']],
    ['/blog/2020/prometheus/', ['prometheus']],
    ['/prometheus-monitoring', ['prometheus']],
    ['/metric-server', ['prometheus']],
    ['/virtual_environments', ['virtual-environments']],
    ['/environments', ['virtual-environments', 'development-environments']],
    ['/gitt', ['git']],
    ['/wp-login.php', []],
    ['/', []],
    ['/%E0%A4%A', []],
    [`/${'prometheus'.repeat(1000)}`, []],
  ])('%s: %j', (address, slugs) => {
    expect(findNearTopics(portal, address).map(({ slug }) => slug)).toEqual(slugs)
  })
})
