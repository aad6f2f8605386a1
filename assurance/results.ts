import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Outcome } from './proofs'
import { groups, rows, type Row } from './rows'

const resultsFile = 'assurance/results.json'
const documentFile = 'docs/assurance.md'

/** What a row came to when it was last tried, in the checks of every run or in the long run. */
export interface Result extends Outcome {
  date: string
}

export type Results = Record<string, { ci?: Result; long?: Result }>

/** What is known of all rows, from earlier runs too. */
export function readResults(): Results {
  return existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as Results) : {}
}

/** Keeps what a run found, beside what earlier ones found of other rows, and writes the document anew. */
export function keepOutcomes(outcomes: ReadonlyMap<string, Outcome>, kind: 'ci' | 'long'): void {
  const date = new Date().toISOString().slice(0, 10)
  const before = readResults()
  const after: Results = {}
  for (const { id, gate } of rows) {
    const outcome = outcomes.get(id)
    const slot = gate === 'both' ? kind : gate
    const kept = { ...before[id], ...(outcome && { [slot]: { date, ...outcome } }) }
    if (kept.ci || kept.long) after[id] = kept
  }
  writeFileSync(resultsFile, `${JSON.stringify(after, null, 2)}\n`)
  writeFileSync(documentFile, writeDocument(after))
}

/** What came of every row, as a page: one table a group. */
export function writeDocument(results: Results): string {
  const tables = Object.entries(groups).map(([letter, title]) => {
    const lines = rows.filter(({ id }) => id.startsWith(letter)).map((row) => writeLine(row, results[row.id] ?? {}))
    return [`## ${letter}. ${title}`, '', '| | what might happen | the figure to reach | reached | when | where |', '|---|---|---|---|---|---|', ...lines].join('\n')
  })
  return `# Assurance

What can go wrong with a portal of this kind, and the test that would show it. Made by \`npm run assurance:report\` from [rows.ts](../assurance/rows.ts) and what the tests last reported; [how to add one](../assurance/README.md). Rows marked ◷ are tried by \`npm run test:long\` alone, those marked ◑ there with many more cases. Times are of whatever machine ran them, mostly two busy cores.

${tables.join('\n\n')}
`
}

const marks: Record<Row['gate'], string> = { ci: '', long: ' ◷', both: ' ◑' }

function writeLine({ id, threat, target, gate, unproven }: Row, { ci, long }: Results[string]): string {
  const known = [ci, long].filter((each) => each !== undefined)
  const reached = known.length ? known.map((each) => (each === long && gate === 'both' ? `long run: ${describe(each)}` : describe(each))) : [unproven ?? 'not run yet']
  const cells = [id + marks[gate], threat, target, reached.join('<br>'), [...new Set(known.map(({ date }) => date))].join('<br>'), [...new Set(known.flatMap(({ files }) => files))].map((file) => `[${file}](../${file})`).join('<br>')]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** The figures that a test gave, else how many tests passed. */
function describe({ passed, failed, figures }: Result): string {
  const given = Object.entries(figures).map(([label, figure]) => (label ? `${label}: ${figure}` : figure))
  return [failed ? `**${failed} failed**` : '', ...(given.length ? given : [`${passed} ${passed === 1 ? 'test' : 'tests'} passed`])].filter(Boolean).join('; ')
}
