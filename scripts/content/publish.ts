import path from 'node:path'
import { formatProblem, isError } from '../../lib/content'
import { publishContent } from '../../lib/editing'
import { count } from './count'
import { fromHere, paint, UsageError, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'checks a content folder and publishes a copy of it',
  usage: '<from> [--to <folder>]',
  help: 'Checks a content folder and, without errors, copies it and points CONTENT_DIR (or --to) at the copy. That is a symbolic link which is replaced in one step: running portals serve the new content within two seconds, and none reads half of it. With errors, nothing changes. What Git knows of the folder is published with it (history.json).',
  options: { to: { type: 'string' } },
  optionHelp: { to: 'the folder that portals serve; CONTENT_DIR if left out' },
  async run({ args: [given, ...rest], options: { to }, folder, json }) {
    if (!given || rest.length || (to !== undefined && typeof to !== 'string'))
      throw new UsageError('Usage: npm run content -- publish <from> [--to <folder>].')
    const from = path.resolve(given)
    const target = to === undefined ? folder : path.resolve(to)
    const { problems, version, aside } = await publishContent(from, target)
    const shown = problems.map((problem) => ({ ...problem, file: fromHere(from, problem.file) }))
    if (json) console.log(JSON.stringify({ version, aside, problems: shown }, null, 2))
    else {
      for (const problem of shown) console.log(formatProblem(problem))
      const errors = problems.filter(isError).length
      if (aside !== null) console.error(`What was there is in ${aside}.`)
      if (version === null) console.error(paint.bad(`Not published: ${count(errors, 'problem')}.`))
      else console.error(paint.good(`Published to ${path.relative('.', target) || target}.`))
    }
    return version === null ? 1 : 0
  },
}
