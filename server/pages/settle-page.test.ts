import { describe, expect, it } from 'vitest'
import { hashScripts } from './hash-inline'
import { settlePage } from './settle-page'

const page = (...pieces: string[]) =>
  `<html><head><script src="/a.js" async=""></script></head><body><p>Text</p><script id="_R_">boot()</script><script>(self.__next_f=self.__next_f||[]).push([0])</script>${pieces.map((piece) => `<script>self.__next_f.push(${piece})</script>`).join('')}</body></html>`

/** What a browser's React would be handed by a page's own scripts. */
function run(html: string): unknown[] {
  const self: { __next_f?: unknown[] } = {}
  const [, data = ''] = /<script type="application\/json" id="flight:data">(.*?)<\/script>/s.exec(html) ?? []
  const script = /<\/script><script>(\(f=>.*?)<\/script><\/body>/s.exec(html)?.[1] ?? ''
  new Function('self', 'document', script)(self, {
    getElementById: (id: string) => (id === 'flight:data' ? { textContent: data } : null),
  })
  return self.__next_f ?? []
}

describe('settling a page', () => {
  it('hands over the same stream, put together', () => {
    expect(run(settlePage(page('[1,"0:[\\"$\\",\\"p\\",nu"]', '[1,"ll,{}]\\n"]')))).toEqual([
      [0],
      [1, '0:["$","p",null,{}]\n'],
    ])
  })

  it('keeps text that would end the script, or begin a comment', () => {
    const settled = settlePage(page('[1,"0:[\\"\\u003c/script>\\u003c!--$&\\"]\\n"]'))
    expect(settled.match(/<!--/)).toBeNull()
    expect(run(settled)).toEqual([[0], [1, '0:["</script><!--$&"]\n']])
  })

  it('leaves every page with the same scripts', () => {
    const [one, other] = ['[1,"0:[\\"one\\"]\\n"]', '[1,"0:[\\"other\\"]\\n"]'].map((piece) =>
      hashScripts(settlePage(page(piece))),
    )
    expect(one).toEqual(other)
    expect(one).toHaveLength(2)
  })

  it.each([
    ['no stream', '<html><body></body></html>'],
    ['a piece of another kind', page('[3,"AAAA"]')],
  ])('refuses a page with %s', (_, html) => {
    expect(() => settlePage(html)).toThrow('flight stream')
  })
})
