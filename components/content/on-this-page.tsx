import type { Heading } from '@/lib/content'

/** The headings of a topic, beside it on a wide screen. */
export function OnThisPage({ headings }: { headings: Heading[] }) {
  const shown = headings.filter((heading) => heading.depth === 2)
  if (shown.length < 2) return null
  return (
    <nav aria-labelledby="on-this-page" className="on-this-page print:hidden">
      <h2 id="on-this-page">On this page</h2>
      <ul>
        {shown.map((heading) => (
          <li key={heading.id}>
            <a href={`#${heading.id}`}>{heading.text}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
