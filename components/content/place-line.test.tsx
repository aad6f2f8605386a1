import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Chapter, Topic } from '@/lib/content'
import { emptyShelf, type Shelf } from '@/lib/shelf'
import { PlaceLine } from './place-line'
import { makeTopic } from './testing'

const sections = ['One', 'Two'].map((text) => ({ id: text, text, depth: 2 }))
const render = (changes: Partial<Topic>, chapter?: Chapter, shelf: Shelf | null = null) =>
  renderToStaticMarkup(
    <PlaceLine
      topic={{ ...makeTopic(''), ...changes }}
      chapter={chapter}
      headings={changes.headings ?? []}
      shelf={shelf}
    />,
  )

describe('the line at the top of a topic', () => {
  it('leads to the tutorials', () => {
    const html = render({ tutorialIds: ['a'] })
    expect(html).toContain('href="#resource-a"')
    expect(html).not.toContain('wide:hidden')
  })

  it('counts a whole chapter on its first page, and leads to its topics', () => {
    const head = { ...makeTopic(''), tutorialIds: ['a'] }
    const chapter = { number: '1', head, topics: [makeTopic('')], tutorialIds: ['a', 'b', 'c'] }
    const html = render(head, chapter, emptyShelf)
    expect(html).toContain('href="#in-this-chapter"')
    expect(html).toContain('0 of 3 done')
    expect(render(head, chapter)).toContain('3 tutorials')
    expect(render({}, { ...chapter, tutorialIds: [] })).toBe('')
  })

  it('leaves no empty band on a page without tutorials, and keeps its folded sections on a narrow screen', () => {
    expect(render({})).toBe('')
    const html = render({ headings: sections })
    expect(html).toContain('wide:hidden')
    expect(html).toContain('<details')
  })
})
