import type { Code, Nodes } from 'mdast'
import { visit } from 'unist-util-visit'
import { bodyParser, readCodeInfo, type Topic } from '../content'

/** A line of a page. */
export interface PageLine {
  text: string
  line: number
  column: number
}

/** A command of an example, or its whole program, with the lines that the page says it prints. */
export interface ExampleStep extends PageLine {
  expected: PageLine[]
}

/** A block of code that its author marked `run`. */
export interface Example {
  slug: string
  file: string
  line: number
  column: number
  language: 'python' | 'js' | 'bash' | 'sql' | 'console'
  /** The file that holds the code; none for the commands of a `console` block. */
  name: string | null
  code: string
  /** One for a program, several for a console, none for a file that a later console block runs. */
  steps: ExampleStep[]
}

const languages: Record<string, Example['language']> = {
  python: 'python',
  py: 'python',
  js: 'js',
  javascript: 'js',
  bash: 'bash',
  sh: 'bash',
  shell: 'bash',
  sql: 'sql',
  console: 'console',
}

const extensions = { python: 'py', js: 'mjs', bash: 'sh', sql: 'sql' }

/** Returns a topic's blocks marked `run`, in the order of the page. */
export function findExamples({ slug, file, source }: Pick<Topic, 'slug' | 'file' | 'source'>): Example[] {
  if (source === null) return []
  const examples: Example[] = []
  visit(bodyParser.parse(source) as Nodes, 'code', (code) => {
    const { title, isRun } = readCodeInfo(code.meta)
    const language = languages[code.lang?.toLowerCase() ?? '']
    if (!isRun || !language) return
    const lines = readLines(code)
    const example = { slug, file, ...startOf(code), language, code: code.value }
    if (language === 'console') {
      // A console block that names a file runs it, so the file doesn't run on its own.
      for (const program of examples)
        if (program.name !== null && code.value.includes(program.name) && isLatest(program, examples))
          program.steps = []
      examples.push({ ...example, name: null, steps: readCommands(lines) })
    } else
      examples.push({
        ...example,
        name: title ?? `example.${extensions[language]}`,
        steps: [{ text: title ?? '', ...startOf(code), expected: readComments(lines, language) }],
      })
  })
  return examples
}

/** Whether no console block came after the program yet. */
function isLatest(program: Example, examples: Example[]): boolean {
  return examples.slice(examples.indexOf(program)).every(({ language }) => language !== 'console')
}

function startOf(code: Code): { line: number; column: number } {
  return { line: code.position?.start.line ?? 1, column: code.position?.start.column ?? 1 }
}

function readLines(code: Code): PageLine[] {
  const { line, column } = startOf(code)
  return code.value.split('\n').map((text, index) => ({ text, line: line + 1 + index, column }))
}

/** Reads what is typed after `$ `, each with the lines below it. A `\` at the end of a line continues the command. */
function readCommands(lines: PageLine[]): ExampleStep[] {
  const steps: ExampleStep[] = []
  let isOpen = false
  for (const line of lines) {
    const last = steps.at(-1)
    if (isOpen && last) last.text += `\n${line.text}`
    else if (line.text.startsWith('$ ')) steps.push({ ...line, text: line.text.slice(2), expected: [] })
    else last?.expected.push(line)
    isOpen = (isOpen || line.text.startsWith('$ ')) && line.text.endsWith('\\')
  }
  return steps
}

const printing = {
  python: /^\s*print\(.*?\)(?:\s{2,}# ?(.*))?$/,
  js: /^\s*console\.log\(.*?\);?(?:\s+\/\/ ?(.*))?$/,
  bash: /^\s*(?:echo|printf) [^#]*?(?:\s{2,}# ?(.*))?$/,
  sql: /;(?:\s+-- ?(.*))?$/,
}
const comment = { python: /^# ?(.*)$/, js: /^\/\/ ?(.*)$/, bash: /^# ?(.*)$/, sql: /^-- ?(.*)$/ }

/**
 * Reads the lines that a program prints from its comments: those behind a `print(…)`, those directly below one, and
 * those that end the block.
 */
function readComments(lines: PageLine[], language: 'python' | 'js' | 'bash' | 'sql'): PageLine[] {
  const end = lines.findLastIndex(({ text }) => text.trim() !== '' && !comment[language].test(text)) + 1
  const expected: PageLine[] = []
  let follows = false
  for (const [index, line] of lines.entries()) {
    const print = printing[language].exec(line.text)
    const [text] = (print ?? comment[language].exec(line.text))?.slice(1) ?? []
    if (text !== undefined && (print || follows || index >= end))
      expected.push({ text, line: line.line, column: line.column + line.text.length - text.length })
    follows = Boolean(print) || (follows && text !== undefined)
  }
  return expected
}
