import { describe, expect, it } from 'vitest'
import { readLiteral } from '../read/navigation/read-literal'
import { readNavItems } from '../read/navigation/nav-item'
import { readSummary } from '../read/navigation/read-summary'
import { arrangeSite } from './arrange-site'

const page = (path: string, fields: Record<string, string> = {}) => ({ path, fields: new Map(Object.entries(fields)) })
const show = (chapters: ReturnType<typeof arrangeSite<ReturnType<typeof page>>>) =>
  chapters?.map(({ title, head, pages }) => [title, head?.path ?? null, ...pages.map(({ path }) => path)])

describe('arranging a site', () => {
  it('makes chapters of folders, headed by their index, in the order of their numbers', () => {
    const pages = ['b/2-x.md', 'b/10-y.md', 'b/README.md', '1-a/_index.md', '1-a/z.md', 'c/only.md'].map((path) =>
      page(path),
    )
    expect(show(arrangeSite(pages, [], new Map()))).toEqual([
      ['A', '1-a/_index.md', '1-a/z.md'],
      ['B', 'b/README.md', 'b/2-x.md', 'b/10-y.md'],
      ['C', null, 'c/only.md'],
    ])
  })

  it('orders pages by position, then by date, then by name', () => {
    const pages = [
      page('a/index.md'),
      page('a/c.md'),
      page('a/b.md', { weight: '2' }),
      page('a/d.md', { sidebar_position: '1' }),
      page('b/x.md', { date: '2021-01-01' }),
      page('b/y.md', { date: '2020-01-01' }),
    ]
    expect(show(arrangeSite(pages, [], new Map([['b', { title: 'Named' }]])))).toEqual([
      ['A', 'a/index.md', 'a/d.md', 'a/b.md', 'a/c.md'],
      ['Named', null, 'b/y.md', 'b/x.md'],
    ])
  })

  it.each([
    ['of MkDocs', readNavItems([{ Start: ['two.md', 'one.md'] }, { Rest: [{ 'Own name': 'sub/three.md' }] }])],
    [
      'in a summary',
      readSummary('# Summary\n\n# Start\n\n- [T](two.md)\n- [O](one.md)\n\n# Rest\n\n- [Own](sub/three.md)'),
    ],
    [
      'in a sidebars file, which is not run',
      readNavItems(
        readLiteral(
          "// x\nconst sidebars = [{type: 'category', label: 'Start', items: ['two', \"one\"]}, {label: 'Rest', items: ['sub/three',]}];\nmodule.exports = sidebars",
          /\bsidebars\s*=\s*/g,
        ),
      ),
    ],
  ])('follows the navigation %s', (_name, navigation) => {
    const pages = ['one.md', 'sub/three.md', 'two.md'].map((path) => page(path))
    expect(show(arrangeSite(pages, navigation, new Map()))).toEqual([
      ['Start', null, 'two.md', 'one.md'],
      ['Rest', null, 'sub/three.md'],
    ])
  })

  it('leaves a flat folder without a head to the last chapter', () => {
    expect(arrangeSite([page('a.md'), page('b.md')], [], new Map())).toBeNull()
  })
})
