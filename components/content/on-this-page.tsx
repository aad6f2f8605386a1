import type { Heading } from '@/lib/content'
import { t } from '@/messages/generated/content'

/** The sections of a topic, next to it on a wide screen. */
export function OnThisPage({ headings }: { headings: Heading[] }) {
  const shown = pickSections(headings)
  if (!shown) return null
  return (
    <nav aria-labelledby="on-this-page" className="on-this-page print:hidden">
      <h2 id="on-this-page">{t('onThisPage')}</h2>
      <Sections headings={shown} />
    </nav>
  )
}

/** The sections of a topic, folded above the text on a narrow screen. */
export function OnThisPageFold({ headings }: { headings: Heading[] }) {
  const shown = pickSections(headings)
  if (!shown) return null
  return (
    <details className="fold print:hidden">
      <summary>{t('onThisPage')}</summary>
      <nav aria-label={t('onThisPage')}>
        <Sections headings={shown} />
      </nav>
    </details>
  )
}

/** Whether a page has sections to list. */
export const hasSections = (headings: Heading[]): boolean => pickSections(headings) !== null

/** Returns the sections of a page; null if there are fewer than two. */
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
