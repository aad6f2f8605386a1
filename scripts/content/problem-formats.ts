import { formatProblem, type Problem } from '../../lib/content'
import { UsageError } from './content-verb'

const formats: Record<string, (problem: Problem) => string> = {
  text: (problem) => formatProblem(problem),
  // The format for annotations on a pull request:
  // https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
  github: ({ severity = 'error', file, line, column, rule, message }) =>
    `::${severity} file=${escapeProperty(file)},line=${line},col=${column},title=${escapeProperty(rule)}::${escapeData(message)}`,
}

/** The help text for `--format`. */
export const formatHelp = '"text", or "github" for annotations on a pull request'

/** Returns the function that formats a problem, by the value of `--format`. */
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
