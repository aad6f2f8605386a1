import type { Outcome } from './proofs'
import { rows } from './rows'

/** What one run came to, as a Markdown table: a line a row that it tried. */
export function describeOutcomes(outcomes: ReadonlyMap<string, Outcome>): string {
  const lines = rows.flatMap(({ id, threat, target }) => {
    const outcome = outcomes.get(id)
    return outcome
      ? [`| ${[id, threat, target, describe(outcome)].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`]
      : []
  })
  return ['| | what might happen | the figure to reach | reached |', '|---|---|---|---|', ...lines, ''].join('\n')
}

/** The figures that the tests gave, else how many of them passed. */
function describe({ passed, failed, figures }: Outcome): string {
  const given = Object.entries(figures).map(([label, figure]) => (label ? `${label}: ${figure}` : figure))
  return [
    failed ? `**missed: ${failed} failed**` : '',
    ...(given.length ? given : [`${passed} ${passed === 1 ? 'test' : 'tests'} passed`]),
  ]
    .filter(Boolean)
    .join('; ')
}
