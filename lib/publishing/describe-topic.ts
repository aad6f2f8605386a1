import { getChapter, type Portal, type Topic } from '../content'
import type { FileHistory } from '../history'

/**
 * A topic as search engines read it (schema.org): what it is, and where it stands. It goes out twice
 * with each page, so it says no more than is made use of. `base` is the portal's address, or empty:
 * then its addresses are read from the page on.
 */
export function describeTopic(portal: Portal, topic: Topic, history: FileHistory | undefined, base: string): object {
  const head = getChapter(portal, topic)?.head
  const above =
    head && head !== topic
      ? { name: head.sidebartitle, item: `${base}/${head.slug}` }
      : { name: portal.settings.name, item: `${base}/` }
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'LearningResource',
        name: topic.title,
        description: topic.meta,
        url: `${base}/${topic.slug}`,
        inLanguage: portal.settings.lang,
        // JSON leaves it out where it is not known.
        dateModified: history?.updated,
      },
      {
        '@type': 'BreadcrumbList',
        itemListElement: [
          { '@type': 'ListItem', position: 1, ...above },
          { '@type': 'ListItem', position: 2, name: topic.sidebartitle },
        ],
      },
    ],
  }
}
