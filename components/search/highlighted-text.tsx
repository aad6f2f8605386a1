import type { Highlighted } from '@/lib/search'

/** Shows a text with the matches of a search highlighted. */
export function HighlightedText({ pieces }: { pieces: Highlighted }) {
  return pieces.map((piece, place) =>
    place % 2 ? (
      <mark key={place} className="rounded-xs bg-petrol/15 text-inherit forced-colors:underline">
        {piece}
      </mark>
    ) : (
      piece
    ),
  )
}
