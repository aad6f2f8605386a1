import { execFileSync } from 'node:child_process'

interface Explained {
  slug: string
  links: { verdict: string; id?: string }[]
}

/** Returns each topic of a content folder with the ids of the resources that its page shows. */
export function listTopics(folder: string): { slug: string; resources: Set<string> }[] {
  const text = execFileSync(process.execPath, ['--import', 'tsx', 'scripts/content.ts', 'explain', '--json'], {
    env: { ...process.env, CONTENT_DIR: folder },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return (JSON.parse(text) as Explained[]).map(({ slug, links }) => ({
    slug,
    resources: new Set(links.flatMap(({ verdict, id }) => (verdict !== 'mention' && id ? [`resource-${id}`] : []))),
  }))
}
