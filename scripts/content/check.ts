import { access } from 'node:fs/promises'
import path from 'node:path'
import { isError, listPages, listPaths, loadPortal, movesFile, settingsFile } from '../../lib/content'
import { UserFacingError } from '../../lib/env'
import { count } from './count'
import { chooseFormat, formatHelp } from './problem-formats'
import { fromHere, paint, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'lists all problems of the content, with file, line and column',
  usage: '[file …]',
  help: 'Checks all pages, and lists the problems of the given files, or of all. Warnings are probable mistakes; they do not change the exit code.',
  options: { format: { type: 'string', default: 'text' } },
  optionHelp: { format: formatHelp },
  async run({ args, options, folder, json }) {
    const format = chooseFormat(options.format)
    const wanted = new Set(args.map((file) => path.resolve(file)))
    await requireFiles(folder, args)
    const portal = await loadPortal(folder)
    const problems = portal.problems
      .filter(({ file }) => wanted.size === 0 || wanted.has(path.join(folder, file)))
      .map((problem) => ({ ...problem, file: fromHere(folder, problem.file) }))
    const errors = problems.filter(isError).length
    if (json)
      console.log(
        JSON.stringify(
          problems.map((problem) => ({ severity: 'error', ...problem })),
          null,
          2,
        ),
      )
    else {
      for (const problem of problems) console.log(format(problem))
      const warnings = problems.length - errors
      const summary = `${count(portal.topics.size, 'topic')}, ${count(portal.resources.size, 'resource')}, ${portal.paths.size ? `${count(portal.paths.size, 'path')}, ` : ''}${count(errors, 'problem')}${warnings ? `, ${count(warnings, 'warning')}` : ''}.`
      console.error(errors ? paint.bad(summary) : paint.good(summary))
    }
    return errors ? 1 : 0
  },
}

/** Throws a UserFacingError for a file that is missing or not part of the content, which would otherwise pass. */
async function requireFiles(folder: string, files: string[]): Promise<void> {
  const checked = new Set(
    [...(await listPages(folder)), ...(await listPaths(folder)), movesFile, settingsFile].map((file) =>
      path.join(folder, file),
    ),
  )
  for (const file of files) {
    if (checked.has(path.resolve(file))) continue
    const isThere = await access(file).then(
      () => true,
      () => false,
    )
    throw new UserFacingError(
      isThere
        ? `${file} is not a page of ${path.relative('.', folder) || folder}. Give pages (.mdx) or paths (.yaml) of that folder, or another folder with --content.`
        : `File ${file} not found. Give paths from the current folder, such as ${path.join(path.relative('.', folder), [...(checked.size > 1 ? await listPages(folder) : [movesFile])][0] ?? movesFile)}.`,
    )
  }
}
