/** A magnifying glass; decorative. */
export function SearchIcon() {
  return (
    <svg
      width="17"
      height="17"
      viewBox="0 0 17 17"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
      className="flex-none"
    >
      <circle cx="7" cy="7" r="5.5" />
      <path d="m11 11 5 5" />
    </svg>
  )
}
