import { getChapter, getNumber, type Portal, type Topic } from '@/lib/content'

/** The way from the first page to a topic. */
export function Breadcrumb({ portal, topic }: { portal: Portal; topic: Topic }) {
  const head = getChapter(portal, topic)?.head ?? topic
  const way = [
    { href: '/', name: 'Home' },
    { href: `/${head.slug}`, name: `${getNumber(portal, head)} ${head.sidebartitle}` },
    ...(head === topic ? [] : [{ href: `/${topic.slug}`, name: topic.sidebartitle }]),
  ]
  return (
    <nav aria-label="Breadcrumb" className="print:hidden">
      <ol className="breadcrumb">
        {way.map(({ href, name }, index) => (
          <li key={href}>
            {index === way.length - 1 ? <span aria-current="page">{name}</span> : <a href={href}>{name}</a>}
          </li>
        ))}
      </ol>
    </nav>
  )
}
