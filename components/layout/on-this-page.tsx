import type { Heading } from '@/lib/content'

/** The headings of a topic, beside it on a wide screen. */
export function OnThisPage({ headings }: { headings: Heading[] }) {
  const shown = headings.filter((heading) => heading.depth === 2)
  if (shown.length < 2) return null
  return (
    <nav aria-labelledby="on-this-page" className="sticky top-10 hidden font-ui text-[0.875rem] leading-[1.45] wide:block">
      <h2 id="on-this-page" className="font-bold">
        On this page
      </h2>
      <ul className="mt-2.5 border-s-2 border-rule">
        {shown.map((heading) => (
          <li key={heading.id}>
            <a href={`#${heading.id}`} className="block py-1 ps-3 text-ink-2 hover:text-ink hover:underline">
              {heading.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
