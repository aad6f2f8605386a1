import path from 'node:path'
import { formatProblem, loadPortal, type Problem } from '../../lib/content'
import { fromHere, paint, UsageError, type Verb } from './verb'

const formats: Record<string, (problem: Problem) => string> = {
  text: (problem) => formatProblem(problem),
  // https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands: shown on the lines of a pull request.
  github: ({ file, line, column, rule, message }) => `::error file=${escapeProperty(file)},line=${line},col=${column},title=${escapeProperty(rule)}::${escapeData(message)}`,
}

export const verb: Verb = {
  summary: 'every problem of the content, with its file, line and column',
  usage: '[file …]',
  help: 'Checks all pages, and shows the problems of the files named, or of all.',
  options: { format: { type: 'string', default: 'text' } },
  optionHelp: { format: '"text", or "github" for annotations on a pull request' },
  async run({ args, options, folder, json }) {
    const format = formats[String(options.format)]
    if (!format) throw new UsageError(`--format is "text" or "github", not "${String(options.format)}".`)
    const wanted = new Set(args.map((file) => path.resolve(file)))
    const portal = await loadPortal(folder)
    const problems = portal.problems
      .filter(({ file }) => wanted.size === 0 || wanted.has(path.join(folder, file)))
      .map((problem) => ({ ...problem, file: fromHere(folder, problem.file) }))
    if (json) console.log(JSON.stringify(problems, null, 2))
    else {
      for (const problem of problems) console.log(format(problem))
      const summary = `${portal.topics.size} topics, ${portal.resources.size} resources, ${problems.length} problems.`
      console.error(problems.length ? paint.bad(summary) : paint.good(summary))
    }
    return problems.length ? 1 : 0
  },
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
}
