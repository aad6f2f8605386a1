import path from 'node:path'
import { formatProblem } from '../../lib/content'
import { importPages, type ImportReport } from '../../lib/import'
import { count } from './count'
import { fromHere, paint, showProgress, UsageError, type Verb } from './verb'

export const verb: Verb = {
  summary: 'turns existing pages (Pelican’s, or Markdown with front matter) into topics',
  usage: '<file or folder …>',
  help:
    'Reads pages of Markdown with HTML in it, and writes each as a topic that passes the check, its sentences as they were. What can’t be converted is named with the reason, and nothing is written for it; nothing is overwritten. ' +
    'Links to pages that are neither here nor among those become text; pictures found near a page are copied into figures/ of the content folder.',
  options: { from: { type: 'string' }, 'dry-run': { type: 'boolean' }, public: { type: 'string' } },
  optionHelp: {
    from: '"pelican" (lines of "key: value") or "markdown" (YAML between "---"); otherwise as each page shows',
    'dry-run': 'say what would come of it, and write nothing',
    public: 'another folder whose figures/ takes the pictures',
  },
  async run({ args, options, folder, json }) {
    const form = options.from
    if (form !== undefined && form !== 'pelican' && form !== 'markdown')
      throw new UsageError(`--from is "pelican" or "markdown", not "${String(form)}".`)
    if (args.length === 0)
      throw new UsageError('Name the files or folders to import. See: npm run content -- import --help')
    const dryRun = options['dry-run'] === true
    const publicFolder = path.resolve(typeof options.public === 'string' ? options.public : folder)
    const report = await importPages({ inputs: args, folder, publicFolder, form, dryRun, onProgress: showProgress })
    showProgress('')
    if (json) console.log(JSON.stringify({ ...report, dryRun }, null, 2))
    else print(report, folder, dryRun)
    return report.refused.length ? 1 : 0
  },
}

function print(
  { converted, existing, refused, pictures, elsewhere }: ImportReport,
  folder: string,
  dryRun: boolean,
): void {
  for (const { source, file, resources, notes, problems } of converted) {
    console.log(
      `${paint.good(dryRun ? 'would convert' : 'converted')} ${source} → ${fromHere(folder, file)} (${count(resources.length, 'resource')})`,
    )
    for (const note of notes) console.log(`  ${paint.quiet(note)}`)
    for (const problem of problems)
      console.log(`  ${paint.bad(formatProblem({ ...problem, file: fromHere(folder, problem.file) }))}`)
  }
  for (const { source, file } of existing) console.log(`is there already: ${source} → ${fromHere(folder, file)}`)
  for (const { source, reason } of refused) console.log(`${paint.bad('not converted')} ${source}: ${reason}`)
  for (const problem of elsewhere)
    console.log(`new problem: ${formatProblem({ ...problem, file: fromHere(folder, problem.file) })}`)
  const summary = `${converted.length} ${dryRun ? 'would be ' : ''}converted, ${existing.length} there already, ${refused.length} not converted, ${count(pictures.length, 'picture')}.`
  console.error(refused.length ? paint.bad(summary) : paint.good(summary))
}
