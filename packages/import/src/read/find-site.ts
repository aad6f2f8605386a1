import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { readFolderLabels, type FolderLabel } from './folder-labels'
import { readNavigation } from './navigation/read-navigation'
import { readSiteData, type SiteData } from './site-data'
import { readSiteValues } from './site-values'
import type { NavItem } from './navigation/nav-item'

/** A site to import: where its pages are, and what its generator knows of them. */
export interface Site {
  /** The folder of the site, which holds all its files. */
  folder: string
  /** The folder of the pages. */
  root: string
  navigation: NavItem[]
  /** The path of `root`, relative to the folder that the navigation's paths start from. */
  below: string
  /** What folders are called, by their path below the root. */
  labels: Map<string, FolderLabel>
  /** The values of its configuration that pages may name, by key. */
  values: Map<string, string>
  /** Its data files. */
  data: SiteData
  isHugo: boolean
  /** Whether Liquid fills in its pages. */
  isLiquid: boolean
  /** Whether a space or a line break may be between a reference and its label, as in Python-Markdown and kramdown. */
  spacesReferences: boolean
  /** Files whose references belong to each page. */
  appended: string[]
  /** Whether Markdown files may hold JSX, whatever their name. */
  isMdx: boolean
  notes: string[]
  /** Its name, as its generator's file has it. */
  title?: string
}

/** Generators by the file that identifies them, with the folder of their pages. */
const generators: { marker: RegExp; folders: string[]; isMdx?: boolean }[] = [
  { marker: /^mkdocs\.ya?ml$/, folders: ['docs'] },
  { marker: /^docusaurus\.config\.[cm]?[jt]s$/, folders: ['docs'], isMdx: true },
  { marker: /^astro\.config\.[cm]?[jt]s$/, folders: ['src/content/docs', 'src/content', 'src/pages'] },
  { marker: /^book\.toml$/, folders: ['src'] },
  { marker: /^(hugo|config)\.(toml|ya?ml|json)$/, folders: ['content'] },
  { marker: /^_config\.ya?ml$/, folders: [''] },
]

const isFolder = (folder: string) =>
  stat(folder).then(
    (facts) => facts.isDirectory(),
    () => false,
  )

/** Finds the pages and the navigation of a site, given its folder or the folder of its pages. */
export async function findSite(input: string): Promise<Site> {
  const names = await readdir(input).catch(() => [] as string[])
  for (const { marker, folders, isMdx } of generators) {
    const name = names.find((each) => marker.test(each))
    if (!name) continue
    const own = /^mkdocs/.test(name) ? [await readDocsFolder(path.join(input, name)), ...folders] : folders
    for (const folder of own) {
      const root = path.join(input, folder)
      if (!(folder || /^_config/.test(name)) || !(await isFolder(root))) continue
      const pages = folder === 'content' ? await findMainLanguage(input, root) : root
      return {
        ...(await describe(pages, [...new Set([input, root, pages])], isMdx === true)),
        ...(await readTitle(path.join(input, name))),
      }
    }
  }
  // If the input is the folder of the pages, the generator's file is a few folders above it.
  const here = path.resolve(input)
  for (let level = 0, folder = path.dirname(here); level < 4; level++, folder = path.dirname(folder)) {
    const around = await readdir(folder).catch(() => [] as string[])
    for (const { marker, folders, isMdx } of generators) {
      const name = around.find((each) => marker.test(each))
      if (!name) continue
      const own = /^mkdocs/.test(name) ? [await readDocsFolder(path.join(folder, name)), ...folders] : folders
      const root = own.map((each) => path.join(folder, each)).find((each) => `${here}/`.startsWith(`${each}/`))
      if (root) return describe(input, [folder, root], isMdx === true, path.relative(root, here))
    }
    if (around.includes('.git') || path.dirname(folder) === folder) break
  }
  return describe(input, [input], false)
}

/** Returns the folder of Hugo's pages in their main language: the others are translations of them. */
async function findMainLanguage(folder: string, content: string): Promise<string> {
  const values = await readSiteValues(folder)
  const language = values.get('defaultcontentlanguage') || 'en'
  const given = values.get(`languages.${language}.contentdir`)
  const own = given ? path.join(folder, given) : path.join(content, language)
  return (await isFolder(own)) ? own : content
}

async function describe(root: string, folders: string[], isMdx: boolean, below = ''): Promise<Site> {
  const all = folders.flatMap((folder) => [folder, path.join(folder, '_data'), path.join(folder, '.vitepress')])
  const { items, problem } = await readNavigation(all)
  const names = await readdir(folders[0] ?? root).catch(() => [] as string[])
  const isLiquid = names.some((name) => /^_config\.ya?ml$/.test(name))
  return {
    folder: folders[0] ?? root,
    root,
    navigation: items,
    values: await readSiteValues(folders[0] ?? root),
    data: readSiteData(path.join(folders[0] ?? root, isLiquid ? '_data' : 'data')),
    isHugo: names.some((name) => /^(?:hugo|config)\.(?:toml|ya?ml|json)$/.test(name)),
    isLiquid,
    spacesReferences: isLiquid || names.some((name) => /^mkdocs\.ya?ml$/.test(name)),
    appended: await readAppended(folders[0] ?? root),
    isMdx,
    below: below.split(path.sep).filter(Boolean).join('/'),
    labels: await readFolderLabels(root),
    notes: problem ? [problem] : [],
  }
}

/** Reads the files that the snippets of MkDocs append to each page. */
async function readAppended(folder: string): Promise<string[]> {
  const text = await readFile(path.join(folder, 'mkdocs.yml'), 'utf8').catch(() => '')
  const [, list = ''] = /^[ \t]*auto_append:[ \t]*\n((?:[ \t]*-[ \t]+\S.*\n?)+)/m.exec(text) ?? []
  return [...list.matchAll(/-[ \t]+["']?(.+?)["']?[ \t]*$/gm)].map(([, name = '']) => name)
}

async function readDocsFolder(file: string): Promise<string> {
  return /^docs_dir:\s*["']?([^"'#\n]+?)["']?\s*$/m.exec(await readFile(file, 'utf8'))?.[1] ?? ''
}

/** Reads the name of a site, which generators call "site_name" or "title", and older sites of Jekyll "name". */
async function readTitle(file: string): Promise<{ title?: string }> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const find = (key: RegExp) =>
    new RegExp(`^${key.source}\\s*[:=]\\s*(["'\`]?)([^\\n{}[\\]]+?)\\1\\s*,?\\s*(?:#.*|//.*)?$`, 'm').exec(text)?.[2]
  const title = find(/\s*(?:site_name|title)/) ?? (path.basename(file).startsWith('_config') ? find(/name/) : undefined)
  return title ? { title } : {}
}
