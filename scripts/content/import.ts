import path from 'node:path'
import { formatProblem } from '../../lib/content'
import type { ImportReport } from '@lectern/import'
import { UserFacingError } from '../../lib/env'
import { count } from './count'
import { describeNamed, namePortal } from './name-portal'
import { fromHere, paint, showProgress, UsageError, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'turns a documentation site, or pages of Markdown, into topics',
  usage: '<file or folder …>',
  help:
    'Reads the pages of a site (Hugo, Jekyll, MkDocs, Docusaurus, Starlight, mdBook, Pelican or plain Markdown), and writes each as a topic that passes the check, its sentences as they were. Folders become chapters, in the order of the site. ' +
    'Pages that can’t be converted are listed with the reason and not written; nothing is overwritten. Each page is compared with its source: the number of links, headings, code blocks, tables and pictures. ' +
    'Links to pages that are neither in the portal nor imported become text, or links to the site with --site; pictures are copied into figures/ of the content folder. docs/bring-your-content.md has examples.',
  options: {
    from: { type: 'string' },
    site: { type: 'string' },
    pictures: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
    public: { type: 'string' },
  },
  optionHelp: {
    from: '"pelican" (lines of "key: value") or "markdown" (YAML between "---"); otherwise as each page shows',
    site: 'the address of the site, for links to pages that are not imported',
    pictures: 'a folder with pictures of the site; may be given several times',
    'dry-run': 'show what would be converted, and write nothing',
    public: 'another folder whose figures/ takes the pictures',
  },
  async run({ args, options, folder, json }) {
    const form = options.from
    if (form !== undefined && form !== 'pelican' && form !== 'markdown')
      throw new UsageError(`--from is "pelican" or "markdown", not "${String(form)}".`)
    if (args.length === 0)
      throw new UsageError('Name the files or folders to import. See: npm run content -- import --help')
    const site = typeof options.site === 'string' ? options.site : undefined
    if (site !== undefined && !/^https?:\/\/[^/]/.test(site))
      throw new UsageError(`--site is the address of the site, such as https://docs.example.org/, not "${site}".`)
    const pictures = Array.isArray(options.pictures) ? options.pictures.map(String) : []
    const dryRun = options['dry-run'] === true
    const publicFolder = path.resolve(typeof options.public === 'string' ? options.public : folder)
    const { importPages } = await loadImporter()
    const report = await importPages({
      inputs: args,
      folder,
      publicFolder,
      form,
      site,
      pictures,
      dryRun,
      onProgress: showProgress,
    })
    showProgress('')
    const written = [...report.converted, ...report.made].map(({ file }) => file)
    const isNamed = !dryRun && written.length > 0 && (await namePortal(folder, written, report.siteTitle))
    if (json) console.log(JSON.stringify({ ...report, dryRun, isNamed }, null, 2))
    else {
      print(report, folder, dryRun)
      if (isNamed) console.log(describeNamed(folder))
    }
    return report.refused.length ? 1 : 0
  },
}

/** Loads the importer, which the image of the portal does not hold. */
export async function loadImporter(): Promise<typeof import('@lectern/import')> {
  try {
    return await import('@lectern/import')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new UserFacingError(
      'The importer is not installed here. Run "npm install" in a clone of the repository, and import there.',
    )
  }
}

function print(
  { converted, made, existing, refused, pictures, elsewhere, notes: remarks }: ImportReport,
  folder: string,
  dryRun: boolean,
): void {
  for (const remark of remarks) console.log(remark)
  for (const { source, file, resources, notes, problems, isLossy } of converted) {
    console.log(
      `${paint.good(dryRun ? 'would convert' : 'converted')} ${source} → ${fromHere(folder, file)} (${count(resources.length, 'resource')})`,
    )
    for (const note of notes)
      console.log(`  ${isLossy && note.includes('without a reason') ? paint.bad(note) : paint.quiet(note)}`)
    for (const problem of problems)
      console.log(`  ${paint.bad(formatProblem({ ...problem, file: fromHere(folder, problem.file) }))}`)
  }
  for (const { file, title } of made)
    console.log(
      `${dryRun ? 'would make' : 'made'} ${fromHere(folder, file)}: the head of "${title}", which has no page of its own`,
    )
  for (const { source, file } of existing) console.log(`already there: ${source} → ${fromHere(folder, file)}`)
  for (const { source, reason, line } of refused)
    console.log(`${paint.bad('not converted')} ${source}${line ? `:${line}` : ''}: ${reason}`)
  for (const problem of elsewhere)
    console.log(`new problem: ${formatProblem({ ...problem, file: fromHere(folder, problem.file) })}`)
  const summary = `${converted.length} ${dryRun ? 'would be ' : ''}converted, ${existing.length} there already, ${refused.length} not converted, ${converted.filter(({ isLossy }) => isLossy).length} with something missing, ${count(pictures.length, 'picture')}.`
  console.error(refused.length ? paint.bad(summary) : paint.good(summary))
}
