import type { Portal, Topic } from '../content'

/** Writes `llms.txt`: the table of contents for programs that read, leading to each topic's Markdown. `base` is the portal's address. */
export function writeLlmsText({ settings, chapters, paths }: Portal, base: string): string {
  const line = ({ slug, title, meta }: Topic) => `- [${escapeText(title)}](${base}/${slug}.md): ${meta}`
  return [
    `# ${settings.name}`,
    `> ${settings.description}`,
    'This is a learning portal: one page a topic, with prose of its own and then annotated links to tutorials elsewhere on the web.',
    `Each page is to be had as Markdown at its address with “.md” behind it. What is new stands in [the feed](${base}/feed.xml); all pages stand in [the sitemap](${base}/sitemap.xml).`,
    ...(paths.size > 0
      ? [
          [
            '## Paths',
            '',
            ...[...paths.values()].map(
              ({ slug, title, meta }) => `- [${escapeText(title)}](${base}/paths/${slug}): ${meta}`,
            ),
          ].join('\n'),
        ]
      : []),
    ...chapters.map(({ head, topics }) => [`## ${head.sidebartitle}`, '', ...[head, ...topics].map(line)].join('\n')),
  ]
    .join('\n\n')
    .concat('\n')
}

/** What would end a link's text. */
function escapeText(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&')
}
