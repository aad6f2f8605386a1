import type { RowResult } from './proofs'
import { rows } from './rows'

/** Returns the results of one run as a Markdown table with a line per tested row. */
export function describeResults(results: ReadonlyMap<string, RowResult>): string {
  const lines = rows.flatMap(({ id, threat, target }) => {
    const result = results.get(id)
    return result
      ? [`| ${[id, threat, target, describe(result)].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`]
      : []
  })
  return ['| | what might happen | the figure to reach | reached |', '|---|---|---|---|', ...lines, ''].join('\n')
}

/** Returns the reported figures, or else the number of passed tests. */
function describe({ passed, failed, figures }: RowResult): string {
  const given = Object.entries(figures).map(([label, figure]) => (label ? `${label}: ${figure}` : figure))
  return [
    failed ? `**missed: ${failed} failed**` : '',
    ...(given.length ? given : [`${passed} ${passed === 1 ? 'test' : 'tests'} passed`]),
  ]
    .filter(Boolean)
    .join('; ')
}
