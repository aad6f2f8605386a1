import { describe, expect, it } from 'vitest'
import { headScript, writePageLoader } from '../../components/inline/scripts'
import { rewritePage } from './rewrite-page'

const loader = writePageLoader()
const nonce = '0123456789abcdef'
const own = `nonce="${nonce}"`
/** A page as Next writes it with a nonce. */
const page = (body = '<p>Words</p>', more = '') =>
  `<!DOCTYPE html><html><head><meta charSet="utf-8"/><meta name="viewport" content="width=device-width"/><link rel="stylesheet" href="/_next/static/chunks/a.css" ${own} data-precedence="next"/>` +
  `<link rel="preload" as="script" fetchPriority="low" ${own} href="/_next/static/chunks/c.js"/><script src="/_next/static/chunks/a.js" async="" ${own}></script><script src="/_next/static/chunks/old.js" noModule="" ${own}></script><script>${headScript}</script></head>` +
  `<body>${body}<script ${own} id="_R_">(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({"otherChunks":["a.js"]});</script><script src="/_next/static/chunks/c.js" ${own} async=""></script><script ${own}>(self.__next_f=self.__next_f||[]).push([0])</script><script ${own}>self.__next_f.push([1,"0:\"a\\u003c/script>$& ${nonce}\""])</script>${more}</body></html>`
const data = '[{"otherChunks":["a.js"]},[0],[1,"0:\"a\\u003c/script>$& \""]]'
const pickStyles = (address: string) =>
  address === '/_next/static/chunks/a.css' ? 'a{color:red;src:url(../media/f.woff2)}' : null
const fontRequest = ''
const rewrite = (html: string) => rewritePage(html, { nonce, dataAddress: '/_page/v/a.js', fontRequest, pickStyles })
/** Returns the scripts that a browser would run. */
const runs = (html: string) =>
  [...html.matchAll(/<script(?![^>]*\s(?:src|type)=)[^>]*>(.*?)<\/script>/gs)].map(([, text]) => text)

describe('a rewritten page', () => {
  it('contains its styles, and no script that a browser would run but ours', () => {
    const { html, scripts, styles, ...kept } = rewrite(page())!
    expect(html).toContain('<style>a{color:red;src:url(/_next/static/media/f.woff2)}</style>')
    expect(html).toMatch(
      /<\/script><noscript><link rel="stylesheet" href="\/_page\/styles\/a\.css"><\/noscript><\/body><\/html>$/,
    )
    expect(html).not.toContain('0:')
    expect(html).not.toContain('rel="preload"')
    expect(html).not.toContain(nonce)
    expect(runs(html)).toEqual([headScript, loader])
    expect([scripts, styles]).toEqual([[loader], ['a{color:red;src:url(/_next/static/media/f.woff2)}']])
    expect(
      [...html.matchAll(/<script [^>]*src="([^"]+)"[^>]*>/g)].map(([tag, address]) => [
        address,
        tag.includes('type="text/waiting"'),
      ]),
    ).toEqual([
      ['/_next/static/chunks/a.js', true],
      ['/_next/static/chunks/c.js', true],
    ])
    // Unchanged, including "$&".
    expect(kept.data).toBe(data)
    expect(html).not.toContain(data)
  })

  it('contains its data if that has no address', () => {
    const rewritten = rewritePage(page(), { nonce, fontRequest, pickStyles })
    expect(rewritten?.html).toContain(`<script type="application/json" id="page-data">${data}</script>`)
    expect(runs(rewritten!.html)).toEqual([headScript, loader])
  })

  it('looks the same with any text of authors', () => {
    const words = `<p title="<script src='/x.js' async></script>">&lt;script&gt;self.__next_f.push()&lt;/script&gt; $& $1</p><pre>&lt;/body&gt;</pre><script type="application/ld+json">{"a":"<link rel=stylesheet>"}</script>`
    expect(rewrite(page(words))?.html).toContain(words)
  })

  it('requests its fonts in its head', () => {
    const { html, scripts } = rewritePage(page(), {
      nonce,
      pickStyles,
      fontRequest: 'ask()',
    })!
    expect(html).toContain('</script><script>ask()</script></head>')
    expect(scripts).toEqual(['ask()', loader])
  })
})

describe('a page of unknown form', () => {
  it.each([
    ['streams', page('<!--$?--><template id="B:0"></template><!--/$-->', `<script ${own}>$RC("B:0","S:0")</script>`)],
    ['has no data', page().replaceAll(/<script [^>]*>(\(?self.__next_f).*?<\/script>/g, '')],
    ['has no script', page().replaceAll(/<script src=.*?<\/script>/g, '')],
    ['has a script that does not wait', page('', `<script src="/_next/static/chunks/d.js" defer="" ${own}></script>`)],
    ['has no end', page().replace('</body>', '')],
  ])('is unchanged: it %s', (_, html) => {
    expect(rewrite(html)).toBeNull()
  })
})
