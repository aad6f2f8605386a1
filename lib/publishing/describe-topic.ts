import { getChapter, type Portal, type Topic } from '../content'
import type { FileHistory } from '../history'

/**
 * Describes a topic for search engines (schema.org), with its position in the portal. Kept short, since every
 * page contains it twice. An empty `base` gives relative addresses.
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
        // Undefined is left out of the JSON.
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
