import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Topic } from '@/lib/content'
import type { Shelf } from '@/lib/shelf'
import { ChapterShelf } from './chapter-shelf'

/** Draws a chapter of topics with two tutorials each, the first of which are done; returns its width and books. */
function draw(count: number, done = 0) {
  const topics = Array.from({ length: count }, (_topic, at) => ({ tutorialIds: [`${at}-1`, `${at}-2`] }) as Topic)
  const shelf = new Map(
    topics.slice(0, done).flatMap(({ tutorialIds }) => tutorialIds.map((id) => [id, { progress: 'done' }])),
  ) as unknown as Shelf
  const html = renderToStaticMarkup(<ChapterShelf topics={topics} shelf={shelf} />)
  const [books = '', read = ''] = [...html.matchAll(/ d="([^"]*)" class="(?:fill-panel|fill-done)/g)].map(([, d]) => d)
  const heights = (path: string) => [...path.matchAll(/v-([\d.]+)h10/g)].map(([, height]) => Number(height))
  return { width: Number(/ width="(\d+)"/.exec(html)?.[1]), books: heights(books), read: heights(read) }
}

describe('the shelf of a chapter', () => {
  it('has a book per topic, filled as far as it is done', () => {
    expect(draw(3, 1)).toEqual({ width: 40, books: [21, 21, 21], read: [21] })
    expect(draw(13).books).toHaveLength(13)
  })

  it.each([14, 60, 400, 2000])('fits its column at full size with %d topics', (count) => {
    const { width, books } = draw(count)
    expect(width).toBeLessThanOrEqual(176)
    expect(books.length).toBeGreaterThan(6)
    expect(new Set(books)).toEqual(new Set([21]))
  })

  it('fills the books of a long chapter from the first', () => {
    // Five topics per book.
    expect(draw(60, 12).read).toEqual([21, 21, 8])
  })

  it('is left out for a chapter without topics', () => {
    expect(renderToStaticMarkup(<ChapterShelf topics={[]} shelf={null} />)).toBe('')
  })
})
