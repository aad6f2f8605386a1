import type { Portal, Topic } from '../content'

/** Writes `llms.txt`: a table of contents for language models, with links to each topic's Markdown. */
export function writeLlmsText({ settings, chapters, paths }: Portal, base: string): string {
  const line = ({ slug, title, meta }: Topic) => `- [${escapeText(title)}](${base}/${slug}.md): ${meta}`
  return [
    `# ${settings.name}`,
    `> ${settings.description}`,
    'A learning portal: one page per topic, with a short introduction and annotated links to tutorials elsewhere on the web.',
    `Add “.md” to the address of a page for its Markdown. [The feed](${base}/feed.xml) lists new topics and tutorials; [the sitemap](${base}/sitemap.xml) lists all pages.`,
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

/** Escapes characters that would end a link's text. */
function escapeText(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&')
}
