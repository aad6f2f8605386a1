import type { Marked } from '@/lib/search'

/** A text with what was searched for highlighted. */
export function MarkedText({ pieces }: { pieces: Marked }) {
  return pieces.map((piece, place) =>
    place % 2 ? (
      <mark key={place} className="rounded-xs bg-highlight text-ink">
        {piece}
      </mark>
    ) : (
      piece
    ),
  )
}
