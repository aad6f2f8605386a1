import { formatProblem, type Problem } from '../../lib/content'
import { UsageError } from './content-verb'

const formats: Record<string, (problem: Problem) => string> = {
  text: (problem) => formatProblem(problem),
  // https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands: shown on the lines of a pull request.
  github: ({ severity = 'error', file, line, column, rule, message }) =>
    `::${severity} file=${escapeProperty(file)},line=${line},col=${column},title=${escapeProperty(rule)}::${escapeData(message)}`,
}

/** Help on `--format`. */
export const formatHelp = '"text", or "github" for annotations on a pull request'

/** Returns the function that writes a problem in the format given with `--format`. */
export function chooseFormat(name: unknown): (problem: Problem) => string {
  const format = formats[String(name)]
  if (!format) throw new UsageError(`--format is "text" or "github", not "${String(name)}".`)
  return format
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
}
