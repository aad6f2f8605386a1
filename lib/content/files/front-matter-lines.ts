// Finds the most common mistakes in front matter line by line. A YAML parser's messages about them name parts of its
// grammar, which editors don't know.

/** A mistake with its line in the YAML, counted from 0, and its column. */
export interface LineFault {
  index: number
  column: number
  message: string
}

const typographic = /^[“”„‟«‘’‚‹]/
const closesTypographic = /[“”‟»’›]$/
const space = /^[^\S \t\r\n]/

/** Returns the known mistakes of YAML that could not be parsed. */
export function explainLines(yaml: string, keys: string[]): LineFault[] {
  const lines = yaml.split(/\r?\n/)
  const first = new Map<string, number>()
  const key = `(${keys.join('|')})`
  const faults: LineFault[] = []
  for (const [index, line] of lines.entries()) {
    const report = (column: number, message: string) => faults.push({ index, column, message })
    if (!line.trim() || /^ *#/.test(line)) continue
    const indent = /^\s*/.exec(line)![0]
    if (indent.includes('\t'))
      report(1, 'The line begins with a tab. Remove it: a key must be at the beginning of its line.')
    else if (indent && new RegExp(`^\\s+${key}[:：]`).test(line))
      report(1, 'The line begins with a space. Remove it: a key must be at the beginning of its line.')
    else if (!indent) {
      const [, name = '', colon = '', rest = ''] = /^([\w-]+)\s*([:：]?)(.*)$/.exec(line) ?? []
      const at = line.length - rest.length + 1
      if (colon && first.has(name))
        report(1, `The key "${name}" is already on line ${first.get(name)! + 2}. Remove one of the two.`)
      else if (colon === '：')
        report(at - 1, `The colon after "${name}" is a full-width one (U+FF1A). Write an ordinary one: ${name}: …`)
      else if (!colon && keys.includes(name) && rest)
        report(name.length + 1, `A colon is missing after "${name}". Write ${name}: …`)
      else if (!colon)
        report(1, 'The line has no key. Join it to the line above, whose value it continues, or remove it.')
      else if (space.test(rest))
        report(
          at,
          `There is a no-break space (U+${rest.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}) after the colon. Write an ordinary space.`,
        )
      else if (/^\S/.test(rest)) report(at, `A space is missing after the colon. Write ${name}: ${rest}`)
      else reportValue(name, rest, at, report)
      if (colon && !first.has(name)) first.set(name, index)
    }
  }
  return faults
}

/** Reports the mistake in a field's value. `rest` is the value with its leading spaces, from column `at`. */
function reportValue(name: string, rest: string, at: number, report: (column: number, message: string) => void): void {
  const value = rest.trim()
  const column = at + rest.length - rest.trimStart().length
  const [quote] = /^["']/.exec(value) ?? []
  const quoted = `Put the value in double quotes: ${name}: ${JSON.stringify(value)}`
  if (quote) {
    const end = (quote === '"' ? /^"(?:\\.|[^"\\])*"/ : /^'(?:''|[^'])*'/).exec(value)?.[0].length
    if (end === undefined)
      report(column, `The quote that opens here is never closed. Put a ${quote} at the end of the value.`)
    else if (!/^\s*(#|$)/.test(value.slice(end)))
      report(
        column + end,
        `The value continues after its closing quote. Put the whole value in quotes, and write a quote within it as ${quote === '"' ? '\\"' : "''"}.`,
      )
  } else if (typographic.test(value)) report(column, describeTypographic(value, name))
  else if (/^[@`%&*!|>[\]{},?-]/.test(value) && !/^-?[\w.]/.test(value))
    report(column, `A value without quotes can't begin with "${value[0]}". ${quoted}`)
  else if (/:(\s|$)/.test(value)) report(column, `A value with a colon needs quotes. ${quoted}`)
}

/** Returns advice for a value in typographic quotes, which readers would see; null for any other value. */
export function findTypographicQuotes(value: string, name: string): string | null {
  return typographic.test(value) && closesTypographic.test(value) ? describeTypographic(value, name) : null
}

function describeTypographic(value: string, name: string): string {
  const words = value.replace(typographic, '').replace(closesTypographic, '')
  return `The quotes around the value are typographic ones. Write straight ones: ${name}: ${JSON.stringify(words)}`
}

/** Returns the line before which unclosed front matter should have ended; null if it holds only fields. */
export function findMissingEnd(yaml: string, keys: string[]): number | null {
  const lines = yaml.split(/\r?\n/)
  const last = lines.findLastIndex((line) => keys.some((key) => line.startsWith(`${key}:`)))
  const gap = lines.findIndex((line, index) => index > last && !line.trim())
  return last >= 0 && gap >= 0 && lines.slice(gap).some((line) => line.trim()) ? gap : null
}
