import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { compileMDX } from 'next-mdx-remote/rsc'
import remarkGfm from 'remark-gfm'
import { onTestFinished } from 'vitest'
import { type Portal, annotateTopic, formatProblem, isError, loadPortal } from '@/lib/content'
import { recordMoves, writeTogether } from '@/lib/editing'
import { adoptList, type AdoptOptions, type AdoptReport } from './adopt/adopt-list'
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

/** Imports a site of these files, and returns what became of the page whose file ends in `page`. */
export async function importPage(files: Record<string, string>, page: string, options: Partial<ImportOptions> = {}) {
  const site = await makeSite(files)
  onTestFinished(site.done)
  const report = await site.import(options)
  const converted = report.converted.find(({ source }) => source.endsWith(page))
  if (!converted) throw new Error(`${page} was not converted: ${JSON.stringify(report.refused)}`)
  const text = await site.read(converted.file)
  return { ...converted, body: bodyOf(text), text, notes: converted.notes.join('\n'), report, site }
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

/** A list and the content folder that it is adopted into; `done` deletes both. */
export interface Adoption {
  list: string
  folder: string
  adopt(text: string | Buffer, options?: Partial<AdoptOptions>): Promise<AdoptReport>
  load(): Promise<Portal>
  /** Returns the content folder's files with their texts. */
  files(): Promise<Record<string, string>>
  put(file: string, text: string): Promise<void>
  done(): Promise<void>
}

/** Creates an empty content folder, and a place for a list. */
export async function makeAdoption(): Promise<Adoption> {
  const root = await mkdtemp(path.join(tmpdir(), 'lectern-list-'))
  const [list, folder] = [path.join(root, 'list/README.md'), path.join(root, 'content')]
  await mkdir(path.dirname(list))
  await mkdir(folder)
  return {
    list,
    folder,
    async adopt(text, options = {}) {
      await writeFile(list, text)
      return adoptList({
        list,
        folder,
        publicFolder: path.join(root, 'public'),
        source: 'https://github.com/ada/list',
        recordMoves,
        write: writeTogether,
        ...options,
      })
    },
    load: () => loadPortal(folder, path.join(root, 'public')),
    async files() {
      const names = await readdir(folder, { recursive: true, withFileTypes: true })
      const files = names.filter((each) => each.isFile()).map((each) => path.join(each.parentPath, each.name))
      return Object.fromEntries(
        await Promise.all(
          files.sort().map(async (file) => [path.relative(folder, file), await readFile(file, 'utf8')] as const),
        ),
      )
    },
    async put(file, text) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
      await writeFile(path.join(folder, file), text)
    },
    done: () => rm(root, { recursive: true, force: true }),
  }
}

/** Returns the errors of a portal. */
export function errorsOf(portal: Portal): string[] {
  return portal.problems.filter(isError).map(formatProblem)
}

/** Returns the titles of the chapters, each with those of its topics. */
export function outline(portal: Portal): Record<string, string[]> {
  return Object.fromEntries(portal.chapters.map(({ head, topics }) => [head.title, topics.map(({ title }) => title)]))
}
