import { describe, expect, it } from 'vitest'
import { makePortal } from '@/scripts/testing/make-portal'
import { findSimilarTopics, suggestTopics } from './suggest-topics'
import { getSearchIndex } from './search'

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
    expect(findSimilarTopics(portal, address).map(({ slug }) => slug)).toEqual(slugs)
  })
})

describe('what an address that leads nowhere may have meant', () => {
  const named = makePortal(
    Object.fromEntries(['git', 'virtual-environments', 'sign-in-pages'].map((slug) => [slug, []])),
  )
  Object.assign(named.topics.get('git')!, { also: 'version control', sidebartitle: 'Git' })
  Object.assign(named.topics.get('sign-in-pages')!, {
    also: 'login',
    meta: 'How a web page knows who it is for, under version control.',
  })

  it.each([
    ['/gitt', [{ slug: 'git', title: 'Git' }]],
    // By name, and then by nothing else.
    ['/version-control', [{ slug: 'git', title: 'Git' }]],
    ['/topics/Version_Control.html', [{ slug: 'git', title: 'Git' }]],
    ['/login', [{ slug: 'sign-in-pages', title: 'sign-in-pages' }]],
    ['/web-page', [{ slug: 'sign-in-pages', title: 'sign-in-pages' }]],
    // Some of the words are not enough, nor is what is spelled alike.
    ['/wp-login.php', []],
    ['/virsion-cantrol', []],
    ['/', []],
    ['/%E0%A4%A', []],
    [`/${'prometheus'.repeat(1000)}`, []],
  ])('%s: %j', async (address, expected) => {
    expect(suggestTopics(await getSearchIndex(named), address)).toEqual(expected)
  })
})
