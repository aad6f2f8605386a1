/** The name and its mark: three books on a shelf. */
export function Brand() {
  return (
    <a href="/" className="brand">
      <svg width="22" height="18" viewBox="0 0 22 18" aria-hidden="true">
        <path d="M1 0h5v18H1z" className="fill-petrol" />
        <path d="M9 0h4v18H9z" className="fill-ink" />
        <path d="M16 0h5v18h-5z" className="fill-marigold" />
      </svg>
      Lectern
    </a>
  )
}
