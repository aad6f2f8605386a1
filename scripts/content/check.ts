import { access } from 'node:fs/promises'
import path from 'node:path'
import { isError, listPages, listPaths, loadPortal, movesFile, settingsFile, type Problem } from '../../lib/content'
import { UserFacingError } from '../../lib/env'
import { count } from './count'
import { chooseFormat, formatHelp } from './problem-formats'
import { fromHere, paint, type Verb } from './content-verb'

/** How many warnings of each rule a terminal shows. */
const shownOfRule = 3

export const verb: Verb = {
  summary: 'lists all problems of the content, with file, line and column',
  usage: '[file …]',
  help: 'Checks all pages, and lists the problems of the given files, or of all. Warnings are probable mistakes; they do not change the exit code. For the whole content, a terminal shows the first three warnings of each rule.',
  options: { format: { type: 'string', default: 'text' }, all: { type: 'boolean' } },
  optionHelp: { format: formatHelp, all: 'show all warnings, also on a terminal' },
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
      // What programs read is complete: files, pipes, logs and annotations.
      const isShort = process.stdout.isTTY && options.format === 'text' && options.all !== true && wanted.size === 0
      const shown = isShort ? leaveOutRepeated(problems) : problems
      for (const problem of shown) console.log(format(problem))
      if (shown.length < problems.length)
        console.log(`${count(problems.length - shown.length, 'more warning')} of these rules. See all with --all.`)
      const warnings = problems.length - errors
      const summary = `${count(portal.topics.size, 'topic')}, ${count(portal.resources.size, 'resource')}, ${portal.paths.size ? `${count(portal.paths.size, 'path')}, ` : ''}${count(errors, 'problem')}${warnings ? `, ${count(warnings, 'warning')}` : ''}.`
      console.error(errors ? paint.bad(summary) : paint.good(summary))
    }
    return errors ? 1 : 0
  },
}

/** Returns the problems without the warnings of a rule beyond its first ones. */
function leaveOutRepeated(problems: Problem[]): Problem[] {
  const seen = new Map<string, number>()
  return problems.filter((problem) => {
    if (isError(problem)) return true
    const number = (seen.get(problem.rule) ?? 0) + 1
    seen.set(problem.rule, number)
    return number <= shownOfRule
  })
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
