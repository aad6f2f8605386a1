import type { Heading } from '@/lib/content'

/** The headings of a topic, beside it on a wide screen. */
export function OnThisPage({ headings }: { headings: Heading[] }) {
  const shown = pickSections(headings)
  if (!shown) return null
  return (
    <nav aria-labelledby="on-this-page" className="on-this-page print:hidden">
      <h2 id="on-this-page">On this page</h2>
      <Sections headings={shown} />
    </nav>
  )
}

/** The same where there is no room beside it: folded, above the text. */
export function OnThisPageFold({ headings }: { headings: Heading[] }) {
  const shown = pickSections(headings)
  if (!shown) return null
  return (
    <details className="fold print:hidden">
      <summary>On this page</summary>
      <nav aria-label="On this page">
        <Sections headings={shown} />
      </nav>
    </details>
  )
}

/** The sections of a page; null for one without several. */
function pickSections(headings: Heading[]): Heading[] | null {
  const sections = headings.filter(({ depth }) => depth === 2)
  return sections.length < 2 ? null : sections
}

function Sections({ headings }: { headings: Heading[] }) {
  return (
    <ul>
      {headings.map(({ id, text }) => (
        <li key={id}>
          <a href={`#${id}`}>{text}</a>
        </li>
      ))}
    </ul>
  )
}
