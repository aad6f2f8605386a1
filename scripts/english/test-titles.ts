import ts from 'typescript'
import { getLine, parseSource } from './parse-source'

/** A title of a test or a group, with the titles of the groups around it. */
interface Title {
  line: number
  isGroup: boolean
  groups: string[]
  text: string
}

/** Rows of docs/assurance.md and public threads that a title begins with, and the number of cases that it ends with. */
const references = /^(?:(?:[A-Z]\d+(?:, [A-Z]\d+)*|[\w.-]+#\d+)(?::|,)? )*(?:control: )?|(?: \(\d+ cases\))$/g

/** The longest title, in characters, without its references. */
const longest = 125

/** Each rule with its advice. `sentence` is the title with those of its groups, as reports print it. */
const rules: { breaks: (title: string, sentence: string, isGroup: boolean) => boolean; advice: string }[] = [
  {
    breaks: (title) =>
      /^(?:the|a|an|it|its|this|that|there|when|if|every|each|all|no)\b/i.test(title) && /^[A-Z]/.test(title),
    advice: 'Begin in lower case, since the title continues that of its group.',
  },
  {
    breaks: (_title, sentence, isGroup) => !isGroup && sentence.trim().split(/\s+/).length < 3,
    advice: 'Write a sentence: what does what?',
  },
  {
    breaks: (title) =>
      /^(?:what|whatever|who(?:ever)?|which|whichever|how|whether|where|wherever|of what|for what)\b/i.test(title),
    advice: 'Name the subject instead of opening with a relative clause.',
  },
  {
    breaks: (title) => /\bbeside\b|\b(?:to|for|by|of) who\b/i.test(title),
    advice: 'Write modern English: "next to", "people who".',
  },
  { breaks: (title) => title.length > longest, advice: `Shorten it to at most ${longest} characters.` },
  { breaks: (title) => /[.;:,]$/.test(title), advice: 'End without punctuation.' },
]

/** Returns a sentence for each title of a test or a group that does not read as a fact. */
export function findUnclearTitles(file: string, text: string): string[] {
  return listTitles(file, text).flatMap(({ line, isGroup, groups, text: title }) => {
    const own = title.replace(references, '')
    const sentence = [...groups, own].join(' ')
    return rules
      .filter(({ breaks }) => breaks(own, sentence, isGroup))
      .map(({ advice }) => `${file}:${line} "${title}": ${advice}`)
  })
}

function listTitles(file: string, text: string): Title[] {
  const source = parseSource(file, text)
  const titles: Title[] = []
  const visit = (node: ts.Node, groups: string[]): void => {
    const title = ts.isCallExpression(node) ? readTitle(node, source) : null
    if (!title) return ts.forEachChild(node, (child) => visit(child, groups))
    titles.push({ line: getLine(source, node), groups, ...title })
    const inner = title.isGroup ? [...groups, title.text] : groups
    ts.forEachChild(node, (child) => visit(child, inner))
  }
  visit(source, [])
  return titles
}

/** Reads the title of `it('…', …)`, `describe.each(…)('…', …)` and the like; null for other calls. */
function readTitle(call: ts.CallExpression, source: ts.SourceFile): Omit<Title, 'line' | 'groups'> | null {
  const [first, second] = call.arguments
  const words = call.expression.getText(source).split(/[.(]/)
  if (!['it', 'test', 'describe'].includes(words[0] ?? '') || words[1] === 'step') return null
  if (!first || !second) return null
  const isGroup = words[0] === 'describe' || words[1] === 'describe'
  if (ts.isStringLiteralLike(first)) return { isGroup, text: first.text }
  if (!ts.isTemplateExpression(first)) return null
  return { isGroup, text: first.head.text + first.templateSpans.map(({ literal }) => `…${literal.text}`).join('') }
}
