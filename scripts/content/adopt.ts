import path from 'node:path'
import type { AdoptReport } from '@lectern/import'
import { formatProblem, isError } from '../../lib/content'
import { recordMoves, writeTogether } from '../../lib/editing'
import { UserFacingError } from '../../lib/env'
import { count } from './count'
import { loadImporter } from './import'
import { describeNamed, namePortal } from './name-portal'
import { fromHere, paint, showProgress, UsageError, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'turns a list (a README of links) into chapters and topics, and keeps them in step with it',
  usage: '<list.md …>',
  help:
    'Headings become chapters and topics, list items, table rows and task items become tutorials. Run it again after the list has changed: only the pages of the changed parts are written, and moved entries keep their marks. ' +
    'The list stays the source: what was written is recorded in adopted.yaml. A title, a meta line or a place that you change in a page’s front matter stays; a page whose text you changed is never overwritten without --overwrite.',
  options: {
    source: { type: 'string' },
    site: { type: 'string' },
    title: { type: 'string' },
    licence: { type: 'string' },
    'dry-run': { type: 'boolean' },
    overwrite: { type: 'boolean' },
    public: { type: 'string' },
  },
  optionHelp: {
    source: 'where the list comes from, as in https://github.com/owner/repository; links within it lead there',
    site: 'the same as --source',
    title: 'the name of the list; otherwise its first heading',
    licence: 'its licence, as in "CC BY 4.0"; otherwise as the LICENSE file next to it says',
    'dry-run': 'say what would change, and write nothing',
    overwrite: 'take the list’s version of pages that were edited by hand',
    public: 'another public folder',
  },
  async run({ args, options, folder, json }) {
    if (args.length === 0) throw new UsageError('Name the list. See: npm run content -- adopt --help')
    const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined)
    const source = text('source') ?? text('site')
    const title = text('title')
    if (title !== undefined && args.length > 1)
      throw new UsageError('--title names one list. Adopt the lists one by one.')
    const dryRun = options['dry-run'] === true
    const { adoptList, ConversionError } = await loadImporter()
    const reports: (AdoptReport & { list: string })[] = []
    for (const list of args) {
      showProgress(`Adopting ${list}`)
      try {
        const report = await adoptList({
          list,
          folder,
          publicFolder: path.resolve(text('public') ?? 'public'),
          source,
          title,
          licence: text('licence'),
          dryRun,
          overwrite: options.overwrite === true,
          recordMoves,
          write: writeTogether,
        })
        reports.push({ list, ...report })
      } catch (error) {
        if (error instanceof ConversionError) throw new UserFacingError(`${list}: ${error.message}`)
        throw error
      } finally {
        showProgress('')
      }
    }
    const created = reports.flatMap((report) => report.created)
    const isNamed = !dryRun && created.length > 0 && (await namePortal(folder, created))
    if (json) console.log(JSON.stringify({ lists: reports, dryRun, isNamed }, null, 2))
    else {
      for (const report of reports) print(report, folder, dryRun)
      if (isNamed) console.log(describeNamed(folder))
    }
    return reports.some(isUnsettled) ? 1 : 0
  },
}

function isUnsettled({ vanished, edited, problems }: AdoptReport): boolean {
  return vanished.length > 0 || edited.length > 0 || problems.some(isError)
}

function print(report: AdoptReport & { list: string }, folder: string, dryRun: boolean): void {
  const { list, created, changed, removed, moved, vanished, edited, notes, problems } = report
  for (const { line, text } of notes) console.log(`${list}:${line} ${paint.quiet(text)}`)
  const say = (word: string, files: string[]) => {
    for (const file of files) console.log(`${paint.good(dryRun ? `would be ${word}` : word)} ${fromHere(folder, file)}`)
  }
  say('created', created)
  say('changed', changed)
  say('removed', removed)
  for (const { from, to, title } of moved) console.log(`${paint.good('moved')} ${title}: ${from} → ${to}`)
  for (const problem of problems.filter(isError))
    console.log(paint.bad(formatProblem({ ...problem, file: fromHere(folder, problem.file) })))
  for (const file of edited)
    console.log(
      `${paint.bad('edited by hand')} ${fromHere(folder, file)}:1 The list has changed for this page, which is left as it is. Take over what you want, or run again with --overwrite.`,
    )
  for (const { name, title, was } of vanished)
    console.log(
      `${paint.bad('vanished')} ${fromHere(folder, was)} "${title}" (${name}) is no longer in the list. Readers may have marks on it: npm run content -- move "${name}" "<its new ${name.includes(':') ? 'address' : 'slug'}>", or, if it is gone for good: npm run content -- move "${name}" --withdrawn "why"`,
    )
  const warnings = problems.filter((problem) => !isError(problem)).length
  if (warnings) console.log(paint.quiet(`${count(warnings, 'warning')}: npm run content -- check`))
  if (!report.licence) console.log(paint.quiet('Its licence is unknown. Name it with --licence "CC BY 4.0".'))
  const summary = `${report.title}: ${count(report.topics, 'topic')} in ${count(report.chapters, 'chapter')} with ${count(report.tutorials, 'tutorial')} and ${count(report.tools, 'tool')}; ${created.length} created, ${changed.length} changed, ${removed.length} removed, ${report.unchanged} as they were${dryRun ? ' (nothing was written)' : ''}.`
  console.error(isUnsettled(report) ? paint.bad(summary) : paint.good(summary))
}
