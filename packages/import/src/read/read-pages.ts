import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { ConversionError } from '../conversion-error'
import { SourceLines } from '../dialects/source-lines'
import { findBundles } from './find-bundles'
import { findSite, type Site } from './find-site'
import { listSources } from './list-sources'
import { findTranslations } from './translations'
import { maxBytes, readSource, type Source, type SourceForm } from './read-source'

/** A page that was read, with its path in its site. */
export interface ReadPage extends Source {
  /** The file as given. */
  source: string
  /** Its path below the root of the site; only its name for a file that was given itself. */
  path: string
  rootName: string
  site: Site | null
  isMdx: boolean
  /** Files that belong at its end. */
  bundled: string[]
}

/** Reads all pages of the inputs: files, folders of pages, and folders of sites. */
export async function readPages(
  inputs: string[],
  form: SourceForm | undefined,
  handlers: { refuse(source: string, error: unknown): void; onProgress(text: string): void },
): Promise<{ pages: ReadPage[]; sites: Site[] }> {
  const pages: ReadPage[] = []
  const sites: Site[] = []
  const seen = new Set<string>()
  for (const input of inputs) {
    const facts = await stat(input).catch(() => null)
    const site = facts?.isDirectory() ? await findSite(input) : null
    if (site) sites.push(site)
    const { files: listed, parts, notFiles, missing } = await listSources([site?.root ?? input])
    const bundles = site?.generator === 'hugo' ? findBundles(listed, site.root) : new Map<string, string[]>()
    const bundled = new Set([...bundles.values()].flat())
    const files = listed.filter((file) => !bundled.has(file))
    const translations = site ? findTranslations(files, site.root, site.language) : { files: new Set(), notes: [] }
    if (site)
      site.notes.push(
        ...translations.notes,
        ...describeParts([...parts, ...bundled]),
        ...(await describeOutside(input, site.root)),
      )
    if (site && files.length + parts.length + notFiles.length === 0)
      handlers.refuse(input, new ConversionError('It has no Markdown files. Name the folder of the pages.'))
    for (const source of missing) handlers.refuse(source, new ConversionError('There is no such file or folder.'))
    for (const source of notFiles)
      handlers.refuse(
        source,
        new ConversionError(
          'It is a symbolic link or no file, and is not followed. Name the file or folder it leads to.',
        ),
      )
    for (const [at, source] of files.entries()) {
      if (seen.has(source) || translations.files.has(source)) continue
      seen.add(source)
      handlers.onProgress(`Reading ${at + 1} of ${files.length}: ${source}`)
      try {
        const page = await readPage(source, site, form, bundles.get(source))
        // Text files beside Markdown are mostly for programs.
        if (
          site &&
          /\.(txt|text)$/i.test(source) &&
          page.fields.size === 0 &&
          files.some((each) => /\.mdx?$/i.test(each))
        )
          throw new ConversionError(
            'It is a text file without fields among Markdown pages. Name the file itself to import it.',
          )
        pages.push(page)
      } catch (error) {
        handlers.refuse(source, error)
      }
    }
  }
  return { pages, sites }
}

/** Names the files that other pages include, since these have only their names. */
function describeParts(parts: string[]): string[] {
  const included = parts.filter((file) => !/^(?:SUMMARY|_sidebar|_navbar|_coverpage)\.md$/i.test(path.basename(file)))
  const [first] = included
  return first ? [`Not imported: files that other pages include (${included.length}), such as ${first}.`] : []
}

/** Names the folders of a site with Markdown files outside its pages, such as earlier versions, posts or translations. */
async function describeOutside(input: string, root: string): Promise<string[]> {
  const below = path.relative(input, root)
  if (!below) return []
  const { files } = await listSources([input])
  const folders = new Map<string, string[]>()
  for (const file of files) {
    const [folder = '', ...rest] = path.relative(input, file).split(path.sep)
    if (file.startsWith(`${root}${path.sep}`) || !/\.(?:md|mdx|markdown)$/i.test(file)) continue
    const name = rest.length ? path.join(input, folder) : file
    folders.set(name, [...(folders.get(name) ?? []), file])
  }
  return [...folders].map(
    ([name, own]) =>
      `Not imported: ${own.length === 1 && own[0] === name ? name : `${name}/ (${own.length} Markdown ${own.length === 1 ? 'file' : 'files'})`}, which is outside the site’s pages in ${below}/. Name it to import it too.`,
  )
}

async function readPage(
  source: string,
  site: Site | null,
  form: SourceForm | undefined,
  bundled: string[] = [],
): Promise<ReadPage> {
  if (/\.(rst|html?|ipynb|pdf|docx?|png|jpe?g|svg|gif)$/i.test(source))
    throw new ConversionError('It is not Markdown. Only Markdown pages can be imported.')
  if ((await stat(source)).size > maxBytes)
    throw new ConversionError(`It is larger than ${maxBytes / 1024} KiB. Split it into several pages.`, 1)
  const read = readSource(await readFile(source), form)
  const below = site ? path.relative(site.root, source).split(path.sep).join('/') : path.basename(source)
  return {
    ...read,
    source,
    path: below,
    rootName: path.basename(path.resolve(site?.root ?? path.dirname(source))),
    site,
    bundled,
    isMdx: /\.mdx$/i.test(source) || site?.generator === 'docusaurus' || looksLikeMdx(read.body),
  }
}

/** Whether a body has what only MDX has: an import, a comment in braces, or a component around other lines. */
function looksLikeMdx(body: string): boolean {
  const page = new SourceLines(body)
  const code = page.findCode()
  const lines = page.lines.flatMap(({ text }, index) => (code[index] ? [] : text.trim()))
  const opened = lines.flatMap((line) => /^<([A-Z][\w.]*)(?:\s[^<>]*)?(?<!\/)>$/.exec(line)?.[1] ?? [])
  return (
    lines.some((line) => /^import\s+[\w{*].*\sfrom\s+['"]/.test(line) || /^\{\/\*/.test(line)) ||
    opened.some((name) => lines.includes(`</${name}>`))
  )
}
