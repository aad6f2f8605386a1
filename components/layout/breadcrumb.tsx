import { formatNumber, getChapter, type Portal, type Topic } from '@/lib/content'

/** The way from the first page to a topic, for readers and, as microdata, for those who list the page. */
export function Breadcrumb({ portal, topic }: { portal: Portal; topic: Topic }) {
  const head = getChapter(portal, topic)?.head ?? topic
  const way = [
    { href: '/', name: 'Home' },
    { href: `/${head.slug}`, name: `${formatNumber(head.sortorder)} ${head.sidebartitle}` },
    ...(head === topic ? [] : [{ href: `/${topic.slug}`, name: topic.sidebartitle }]),
  ]
  return (
    <nav aria-label="Breadcrumb" className="print:hidden">
      <ol className="breadcrumb" itemScope itemType="https://schema.org/BreadcrumbList">
        {way.map(({ href, name }, index) => (
          <li key={href} itemProp="itemListElement" itemScope itemType="https://schema.org/ListItem">
            <a href={href} itemProp="item" aria-current={index === way.length - 1 ? 'page' : undefined}>
              <span itemProp="name">{name}</span>
            </a>
            <meta itemProp="position" content={String(index + 1)} />
          </li>
        ))}
      </ol>
    </nav>
  )
}
