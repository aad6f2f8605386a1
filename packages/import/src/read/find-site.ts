import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Generator } from '../dialects/source-lines'
import { readFolderLabels, type FolderLabel } from './folder-labels'
import { readOutlines } from './navigation/read-outlines'
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
  /** Files whose references belong to each page. */
  appended: string[]
  /** The program that builds it, if its file is there. */
  generator?: Generator
  notes: string[]
  /** Its name, as its generator's file has it. */
  title?: string
  /** The language of its pages, if it has translations of them. */
  language?: string
}

/** Generators by the file that identifies them, with the folder of their pages. */
const generators: { generator: Generator; marker: RegExp; folders: string[] }[] = [
  { generator: 'mkdocs', marker: /^mkdocs\.ya?ml$/, folders: ['docs'] },
  { generator: 'docusaurus', marker: /^docusaurus\.config\.[cm]?[jt]s$/, folders: ['docs'] },
  {
    generator: 'astro',
    marker: /^astro\.config\.[cm]?[jt]s$/,
    folders: ['src/content/docs', 'src/content', 'src/pages'],
  },
  { generator: 'mdbook', marker: /^book\.toml$/, folders: ['src'] },
  { generator: 'hugo', marker: /^(hugo|config)\.(toml|ya?ml|json)$/, folders: ['content'] },
  { generator: 'jekyll', marker: /^_config\.ya?ml$/, folders: [''] },
]

const isFolder = (folder: string) =>
  stat(folder).then(
    (facts) => facts.isDirectory(),
    () => false,
  )

/** Finds the pages and the navigation of a site, given its folder or the folder of its pages. */
export async function findSite(input: string): Promise<Site> {
  for (const { generator, file, roots } of await findGenerators(input))
    for (const root of roots) {
      if (!(await isFolder(root))) continue
      const pages = generator === 'hugo' ? await findMainLanguage(input, root) : root
      return { ...(await describe(pages, [...new Set([input, root, pages])], generator)), ...(await readConfig(file)) }
    }
  // If the input is the folder of the pages, the generator's file is a few folders above it.
  const here = path.resolve(input)
  for (let level = 0, folder = path.dirname(here); level < 4; level++, folder = path.dirname(folder)) {
    for (const { generator, roots } of await findGenerators(folder)) {
      const root = roots.find((each) => `${here}/`.startsWith(`${each}/`))
      if (root) return describe(input, [folder, root], generator, path.relative(root, here))
    }
    const around = await readdir(folder).catch(() => [] as string[])
    if (around.includes('.git') || path.dirname(folder) === folder) break
  }
  return describe(input, [input])
}

/** Returns the generators whose file is in a folder, with the folders that their pages may be in. */
async function findGenerators(folder: string): Promise<{ generator: Generator; file: string; roots: string[] }[]> {
  const names = await readdir(folder).catch(() => [] as string[])
  const found = generators.flatMap(({ marker, ...each }) => {
    const name = names.find((other) => marker.test(other))
    return name ? [{ ...each, file: path.join(folder, name) }] : []
  })
  return Promise.all(
    found.map(async ({ generator, file, folders }) => {
      const own = generator === 'mkdocs' ? [...(await readDocsFolder(file)), ...folders] : folders
      return { generator, file, roots: own.map((each) => path.join(folder, each)) }
    }),
  )
}

/** Returns the folder of Hugo's pages in their main language: the others are translations of them. */
async function findMainLanguage(folder: string, content: string): Promise<string> {
  const values = await readSiteValues(folder)
  const language = values.get('defaultcontentlanguage') || 'en'
  const given = values.get(`languages.${language}.contentdir`)
  const own = given ? path.join(folder, given) : path.join(content, language)
  return (await isFolder(own)) ? own : content
}

async function describe(root: string, folders: string[], generator?: Generator, below = ''): Promise<Site> {
  const [folder = root] = folders
  const all = folders.flatMap((each) => [each, path.join(each, '_data'), path.join(each, '.vitepress')])
  const { items, problem } = await readNavigation(all)
  return {
    folder,
    root,
    navigation: items.length || generator ? items : await readOutlines(root),
    values: await readSiteValues(folder),
    data: readSiteData(path.join(folder, generator === 'jekyll' ? '_data' : 'data')),
    appended: await readAppended(folder),
    ...(generator && { generator }),
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

async function readDocsFolder(file: string): Promise<string[]> {
  const [, folder] = /^docs_dir:\s*["']?([^"'#\n]+?)["']?\s*$/m.exec(await readFile(file, 'utf8')) ?? []
  return folder ? [folder] : []
}

/** Reads the name of a site, which generators call "site_name" or "title", and older sites of Jekyll "name", and its language. */
async function readConfig(file: string): Promise<Pick<Site, 'title' | 'language'>> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const find = (key: RegExp) =>
    new RegExp(`^${key.source}\\s*[:=]\\s*(["'\`]?)([^\\n{}[\\]]+?)\\1\\s*,?\\s*(?:#.*|//.*)?$`, 'm').exec(text)?.[2]
  const title = find(/\s*(?:site_name|title)/) ?? (path.basename(file).startsWith('_config') ? find(/name/) : undefined)
  const [, language] =
    /^\s*(?:defaultLocale|defaultContentLanguage)["']?\s*[:=]\s*["'`]?([A-Za-z]{2,3})\b/im.exec(text) ?? []
  return { ...(title && { title }), ...(language && { language }) }
}
