import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { compileMDX } from 'next-mdx-remote/rsc'
import remarkGfm from 'remark-gfm'
import { annotateTopic, isError, loadPortal } from '@/lib/content'
import { importPages, type ImportOptions, type ImportReport } from './import-pages'

/** A site to import from and a content folder to import into; `done` deletes both. */
export interface Site {
  from: string
  folder: string
  publicFolder: string
  import(options?: Partial<ImportOptions>): Promise<ImportReport>
  read(file: string): Promise<string>
  done(): Promise<void>
}

/** Creates a site of these files, and content with the heads of chapters 05 and 06. */
export async function makeSite(
  files: Record<string, string | Buffer>,
  content: Record<string, string> = heads,
): Promise<Site> {
  const root = await mkdtemp(path.join(tmpdir(), 'lectern-site-'))
  const [from, folder, publicFolder] = [
    path.join(root, 'site'),
    path.join(root, 'portal/content'),
    path.join(root, 'portal/public'),
  ]
  const put = async (base: string, all: Record<string, string | Buffer>) => {
    await mkdir(base, { recursive: true })
    for (const [file, data] of Object.entries(all)) {
      await mkdir(path.dirname(path.join(base, file)), { recursive: true })
      await writeFile(path.join(base, file), data)
    }
  }
  await put(from, files)
  await put(folder, content)
  return {
    from,
    folder,
    publicFolder,
    import: (options) => importPages({ inputs: [from], folder, publicFolder, ...options }),
    read: (file) => readFile(path.join(folder, file), 'utf8'),
    done: () => rm(root, { recursive: true, force: true }),
  }
}

/** Writes a topic of the portal. */
export function topic(slug: string, sortorder: string, body = 'Words.', toc = sortorder.endsWith('00')): string {
  return `---\ntitle: On ${slug}\ncategory: page\nslug: ${slug}\nsortorder: "${sortorder}"\ntoc: ${toc}\nsidebartitle: ${slug}\nmeta: All of ${slug}.\n---\n\n${body}\n`
}

const heads: Record<string, string> = {
  'deployment/deployment.mdx': topic('deployment', '0500'),
  'devops/devops.mdx': topic('devops', '0600'),
}

/** Writes a Pelican page. */
export function pelican(body: string, fields: Record<string, string> = {}): string {
  const all = {
    title: 'Weaving',
    category: 'page',
    slug: 'weaving',
    sortorder: '0603',
    toc: 'False',
    sidebartitle: 'Weaving',
    meta: 'How cloth is made.',
    ...fields,
  }
  return `${Object.entries(all)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')}\n\n\n${body}\n`
}

/** Returns the body of a content page. */
export function bodyOf(text: string): string {
  return text.replace(/^---\n[\s\S]*?\n---\n+/, '').trim()
}

/** Returns the content's errors, except those that only other pages can fix. */
export async function problemsOf({ folder, publicFolder }: Site): Promise<string[]> {
  const { problems } = await loadPortal(folder, publicFolder)
  return problems
    .filter((problem) => isError(problem) && problem.rule !== 'orphan' && problem.rule !== 'chapter')
    .map(({ file, rule, message }) => `${file} ${rule} ${message}`)
}

/** Compiles a body as the portal does. Throws if it can't. */
export async function compileAsPortal(source: string): Promise<void> {
  await compileMDX({
    source,
    options: {
      parseFrontmatter: false,
      blockJS: true,
      mdxOptions: { remarkPlugins: [remarkGfm, () => annotateTopic(source)] },
    },
  })
}
