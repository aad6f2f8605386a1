import { nameCommand } from './proofs'
import { groups, rows, type Risk } from './rows'

/** The generated document. */
export const documentFile = 'docs/assurance.md'

/** Returns the list of risks as Markdown: a table per group, with each row's tests and the command that runs them. */
export function writeDocument(proofs: ReadonlyMap<string, string[]>): string {
  const tables = Object.entries(groups).map(([letter, title]) => {
    const lines = rows.filter(({ id }) => id.startsWith(letter)).map((row) => writeLine(row, proofs.get(row.id) ?? []))
    return [
      `## ${letter}. ${title}`,
      '',
      '| | what might happen | the figure to reach | shown by |',
      '|---|---|---|---|',
      ...lines,
    ].join('\n')
  })
  return `# Assurance

What can go wrong with a portal of this kind, the figure to reach, and the tests that are red where it is not reached. \`npm test\` runs the tests that carry no sign. Those with ◑ take long or need the machine for themselves: \`npm run test:assurance\`. Those with ◷ take hours: \`npm run test:long\`. Both print what was reached, row by row. [How to add a row](../assurance/README.md).

Written by \`npm run assurance:document\` from [rows.ts](../assurance/rows.ts) and the titles of the tests.

${tables.join('\n\n')}
`
}

const signs: Record<string, string> = { 'npm test': '', 'npm run test:assurance': ' ◑', 'npm run test:long': ' ◷' }

function writeLine({ id, threat, target, unproven }: Risk, files: string[]): string {
  const shownBy = files.map((file) => `[${file}](../${file})${signs[nameCommand(file)]}`).join('<br>')
  return `| ${[id, threat, target, shownBy || (unproven ?? '')].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
