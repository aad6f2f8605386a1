import { execFileSync } from 'node:child_process'
import path from 'node:path'

interface Explained {
  slug: string
  file: string
  links: { verdict: string; id?: string }[]
}

/** Returns each topic of a content folder with its chapter's folder and the ids of the resources that its page shows. */
export function listTopics(folder: string): { slug: string; chapter: string; resources: Set<string> }[] {
  const text = execFileSync(process.execPath, ['scripts/content.mjs', 'explain', '--json'], {
    env: { ...process.env, CONTENT_DIR: folder },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return (JSON.parse(text) as Explained[]).map(({ slug, file, links }) => ({
    slug,
    chapter: path.dirname(file),
    resources: new Set(links.flatMap(({ verdict, id }) => (verdict !== 'mention' && id ? [`resource-${id}`] : []))),
  }))
}
