import { loadPortal, type Problem } from '../../lib/content'
import { findExamples, runExamples, type ExampleResult } from '../../lib/editing'
import { count } from './count'
import { chooseFormat, formatHelp } from './problem-formats'
import { fromHere, paint, showProgress, UsageError, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'runs the code marked "run" and compares its output with the page',
  usage: '[slug …]',
  help: 'Runs the code blocks marked "run" of the given pages, or of all, and compares their output with the page. The blocks of a page run in order, in a shared temporary folder, for at most 20 seconds each. They run on this machine without a sandbox: read other people’s pages first. It needs python3 (3.11 or later), node and bash for the blocks in those languages; without one of them those blocks are not run. --json: a list of { slug, file, line, column, outcome, problem, missing }; the outcomes are ok, failed and "not run".',
  options: { strict: { type: 'boolean' }, format: { type: 'string', default: 'text' } },
  optionHelp: { strict: 'also exit with 1 if a block was not run', format: formatHelp },
  async run({ args, options: { strict, format: name }, folder, json }) {
    const format = chooseFormat(name)
    const { topics } = await loadPortal(folder)
    const unknown = args.find((slug) => !topics.has(slug))
    if (unknown) throw new UsageError(`No topic has the slug "${unknown}".`)
    const chosen = [...topics.values()].filter(({ slug }) => args.length === 0 || args.includes(slug))
    const pages = chosen.map((topic) => findExamples(topic)).filter((examples) => examples.length > 0)
    const results: ExampleResult[] = []
    for (const [index, examples] of pages.entries()) {
      showProgress(`${index} of ${pages.length}: ${examples[0]?.slug}`)
      results.push(...(await runExamples(examples).finally(() => showProgress(''))))
    }
    const failed = results.filter(({ finding }) => finding).length
    const skipped = results.filter(({ missing }) => missing !== undefined)
    if (json)
      console.log(
        JSON.stringify(
          results.map((result) => toJson(folder, result)),
          null,
          2,
        ),
      )
    else {
      for (const result of results) {
        const problem = toProblem(folder, result)
        if (problem) console.log(format(problem))
      }
      for (const program of new Set(skipped.map(({ missing }) => missing)))
        console.error(
          paint.bad(
            `${program} is not installed, so ${count(skipped.filter(({ missing }) => missing === program).length, 'block was', 'blocks were')} not run.`,
          ),
        )
      const summary = `${count(results.length, 'block')} marked "run" on ${count(pages.length, 'page')}: ${results.length - failed - skipped.length} as on the page, ${failed} different${skipped.length ? `, ${skipped.length} not run` : ''}.`
      console.error(failed ? paint.bad(summary) : paint.good(summary))
    }
    return failed > 0 || (strict === true && skipped.length > 0) ? 1 : 0
  },
}

function toProblem(folder: string, { example, finding }: ExampleResult): Problem | undefined {
  return finding && { ...finding, file: fromHere(folder, example.file) }
}

function toJson(folder: string, result: ExampleResult) {
  const { example, missing = null, finding } = result
  return {
    slug: example.slug,
    file: fromHere(folder, example.file),
    line: example.line,
    column: example.column,
    outcome: finding ? 'failed' : missing === null ? 'ok' : 'not run',
    problem: toProblem(folder, result) ?? null,
    missing,
  }
}
