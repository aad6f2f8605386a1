import path from 'node:path'
import { formatProblem, getHost, loadPortal, type KeptPages } from '@/lib/content'
import type { ExistingPage } from '../arrange/assign-sortorder'
import type { Target } from '../arrange/resolve-links'
import { listPagesIn } from '../write/stage'

/** What the content folder already has. */
export interface TargetContent {
  existingPages: ExistingPage[]
  slugs: Map<string, string>
  targets: Target[]
  secure: Set<string>
  problems: Set<string>
  /** Slugs that existing pages link to. */
  linked: Set<string>
}

/** Reads the content folder that pages are imported into. */
export async function readTarget(folder: string, publicFolder: string, kept: KeptPages): Promise<TargetContent> {
  const existingPages: ExistingPage[] = []
  const slugs = new Map<string, string>()
  const targets: Target[] = []
  const secure = new Set<string>()
  const linked = new Set<string>()
  const files = await listPagesIn(folder)
  const portal = files.length ? await loadPortal(folder, publicFolder, kept) : null
  for (const file of files) {
    slugs.set(path.posix.basename(file, '.mdx'), file)
    const page = kept.get(file)
    if (!page) continue
    const { frontMatter, links, addresses } = page
    for (const { href } of addresses.inside) linked.add(/^\/([a-z0-9-]+)/.exec(href)?.[1] ?? '')
    for (const { url } of links) if (/^https:/i.test(url)) secure.add(getHost(url))
    if (!frontMatter) continue
    slugs.set(frontMatter.slug, file)
    existingPages.push(frontMatter)
  }
  for (const { slug, headings } of portal?.topics.values() ?? []) targets.push({ slug, headings, anchors: {} })
  return { existingPages, slugs, targets, secure, linked, problems: new Set(portal?.problems.map(formatProblem)) }
}
