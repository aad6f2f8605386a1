import type { Marked } from '@/lib/search'

/** A text with the search terms highlighted: every second piece. */
export function HighlightedText({ pieces }: { pieces: Marked }) {
  return pieces.map((piece, index) =>
    index % 2 ? (
      <mark key={index} className="rounded-xs bg-highlight text-ink">
        {piece}
      </mark>
    ) : (
      piece
    ),
  )
}
