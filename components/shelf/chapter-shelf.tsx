import type { Topic } from '@/lib/content'
import { countProgress, type Shelf } from '@/lib/shelf'

const [width, gap, lowest, highest] = [10, 3, 16, 46]
/** As many as fit into the column at full size. */
const maxBooks = 13

/**
 * Draws a chapter's topics as books on a shelf: a book's height shows its number of tutorials, its fill how many are
 * done. In a long chapter, a book shows several topics and their average. Decorative; the text next to it says the
 * same.
 */
export function ChapterShelf({ topics, shelf }: { topics: Topic[]; shelf: Shelf | null }) {
  if (topics.length === 0) return null
  const size = Math.ceil(topics.length / maxBooks)
  const books = Array.from({ length: Math.ceil(topics.length / size) }, (_book, index) => {
    const several = topics.slice(index * size, (index + 1) * size)
    const tutorialIds = several.flatMap((topic) => topic.tutorialIds)
    const { done, total } = shelf ? countProgress(tutorialIds, shelf) : { done: 0, total: 0 }
    const height = Math.min(highest, lowest + Math.round((2.5 * tutorialIds.length) / several.length))
    return { x: index * (width + gap), height, read: total && Math.round((done / total) * height) }
  })
  const length = books.length * (width + gap)
  return (
    <svg
      viewBox={`-1 -1 ${length + 1} ${highest + 3}`}
      width={length + 1}
      height={highest + 3}
      aria-hidden="true"
      className="chapter-shelf"
    >
      <path
        d={books
          .map(({ x, height }) => `M${x} ${highest}v${-height}h${width}v${height}zm2.5 ${5 - height}h5m0 2.5h-5`)
          .join('')}
        className="fill-panel stroke-edge"
        strokeWidth="1.2"
      />
      {books.some(({ read }) => read > 0) && (
        <path
          d={books.flatMap(({ x, read }) => (read > 0 ? `M${x} ${highest}v${-read}h${width}v${read}z` : [])).join('')}
          className="fill-done"
        />
      )}
      <path d={`M-1 ${highest + 0.8}h${length + 1}`} className="stroke-edge" strokeWidth="1.2" />
    </svg>
  )
}
