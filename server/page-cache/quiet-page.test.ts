import { describe, expect, it } from 'vitest'
import { headScript } from '../../components/layout/head-script'
import { hashScripts } from '../hash-inline'
import { loader } from './loader'
import { makeQuiet } from './quiet-page'

const page = (body = '<p>Words</p>', more = '') =>
  `<!DOCTYPE html><html><head><meta charSet="utf-8"/><meta name="viewport" content="width=device-width"/><link rel="stylesheet" href="/_next/static/chunks/a.css" data-precedence="next"/>` +
  `<link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/c.js"/><script src="/_next/static/chunks/a.js" async=""></script><script src="/_next/static/chunks/old.js" noModule=""></script><script>${headScript}</script></head>` +
  `<body>${body}<script src="/_next/static/chunks/c.js" id="_R_" async=""></script><script>(self.__next_f=self.__next_f||[]).push([0])</script><script>self.__next_f.push([1,"0:\\"a\\\\u003c/script>$&\\""])</script>${more}</body></html>`
const pickStyles = async (address: string) =>
  address === '/_next/static/chunks/a.css' ? 'a{color:red;src:url(../media/f.woff2)}' : null
const settle = (html: string, links = '') => makeQuiet(html, { scriptAddress: '/_page/v/a.js', links, pickStyles })

describe('a page that is kept', () => {
  it('holds its styles, and none of the scripts that a browser would fetch or run but ours', async () => {
    const { html, script } = (await settle(page()))!
    expect(html).toContain('<style>a{color:red;src:url(/_next/static/media/f.woff2)}</style>')
    expect(html).not.toContain('__next_f')
    expect(html).not.toContain('rel="preload"')
    expect(hashScripts(html)).toEqual([
      ...hashScripts(`<script>${headScript}</script>`),
      ...hashScripts(`<script>${loader}</script>`),
    ])
    expect(
      [...html.matchAll(/<script [^>]*src="([^"]+)"[^>]*>/g)].map(([tag, address]) => [
        address,
        tag.includes('type="text/waiting"') || tag.includes('noModule'),
      ]),
    ).toEqual([
      ['/_next/static/chunks/a.js', true],
      ['/_next/static/chunks/old.js', true],
      ['/_next/static/chunks/c.js', true],
    ])
    // To the letter, "$&" and all.
    expect(script).toBe(
      '(self.__next_f=self.__next_f||[]).push([0]);\nself.__next_f.push([1,"0:\\"a\\\\u003c/script>$&\\""])',
    )
  })

  it('is the same to see, whatever authors write', async () => {
    const words = `<p title="<script src='/x.js' async></script>">&lt;script&gt;self.__next_f.push()&lt;/script&gt; $& $1</p><pre>&lt;/body&gt;</pre><script type="application/ld+json">{"a":"<link rel=stylesheet>"}</script>`
    expect((await settle(page(words)))?.html).toContain(words)
  })

  it('asks for fonts that Next names in its header', async () => {
    expect(
      (await settle(page(), '</_next/static/media/f.woff2>; rel=preload; as="font"; crossorigin=""'))?.html,
    ).toContain('["/_next/static/media/f.woff2"]')
  })
})

describe('a page that is not as expected', () => {
  it.each([
    ['streams', page('<!--$?--><template id="B:0"></template><!--/$-->')],
    ['has no data', page().replaceAll(/<script>(\(?self.__next_f).*?<\/script>/g, '')],
    ['has no script', page().replaceAll(/<script src=.*?<\/script>/g, '')],
    ['has a script that does not wait', page('', '<script src="/_next/static/chunks/d.js" defer=""></script>')],
    ['has no end', page().replace('</body>', '')],
    ['has two', page('</body>')],
  ])('since it %s, it is served as it is', async (_, html) => {
    expect(await settle(html)).toBeNull()
  })
})
