import { createHighlighterCore, type HighlighterCore, type LanguageInput } from '@shikijs/core'
import { createJavaScriptRegexEngine } from '@shikijs/engine-javascript'
import type { Element, ElementContent, Root } from 'hast'
import { visit } from 'unist-util-visit'
import type { codeLanguages } from '@/lib/content'

// Code is coloured once, when its page is compiled, so that no script does it in the browser. A
// token carries the letter of its kind and no colour: app/prose.css has one colour a kind and theme.

/** What a token is to the reader. Where several of its scopes are named, the narrowest decides. */
const kinds = {
  /** Words of the language, and the names that give a document its shape. */
  k: [
    'keyword',
    'storage',
    'keyword.operator.logical.python',
    'keyword.operator.expression',
    'keyword.operator.new',
    'entity.name.tag',
    'entity.name.section',
    'support.type.property-name',
    'variable.other.key',
    'variable.language.special',
    'markup.heading',
    'meta.diff.header',
    'meta.diff.range',
  ],
  /** Text. */
  s: ['string', 'punctuation.definition.string', 'markup.inline.raw', 'markup.underline.link'],
  /** Numbers, constants, attributes, and what a change adds. */
  n: ['constant', 'support.constant', 'entity.other.attribute-name', 'markup.inserted'],
  /** Comments, and what a command answered. */
  c: ['comment', 'punctuation.definition.comment', 'meta.output'],
  /** The names that are given here. */
  f: ['entity.name.function', 'punctuation.definition.decorator', 'entity.name.type', 'entity.name.class'],
  /** What a change takes away. */
  d: ['markup.deleted'],
  /** The prompt before a command: seen, never copied. */
  p: ['punctuation.separator.prompt'],
  /** Scopes that would else fall under one of the above. */
  '': ['keyword.operator', 'storage.modifier.pointer', 'string.unquoted.argument', 'support.function'],
}

type Kind = keyof typeof kinds

// The highlighter knows colours only, so each kind is one that stands for it.
const kindOfColour = new Map(Object.keys(kinds).map((kind, index) => [`#00000${index}`, kind as Kind]))
const theme = {
  name: 'kinds',
  type: 'light' as const,
  fg: '#ffffff',
  bg: '#000000',
  settings: [
    { settings: { foreground: '#ffffff' } },
    ...[...kindOfColour].map(([foreground, kind]) => ({ scope: kinds[kind], settings: { foreground } })),
  ],
}

const bash = () => import('@shikijs/langs/bash')
const console = () => import('@shikijs/langs/console')
const javascript = () => import('@shikijs/langs/javascript')
const typescript = () => import('@shikijs/langs/typescript')
const dockerfile = () => import('@shikijs/langs/dockerfile')
const ini = () => import('@shikijs/langs/ini')
const markdown = () => import('@shikijs/langs/markdown')
const yaml = () => import('@shikijs/langs/yaml')

/** The languages that are coloured, by the names an author may write; each is loaded when first met. */
const languages: Record<(typeof codeLanguages)[number], LanguageInput> = {
  python: () => import('@shikijs/langs/python'),
  py: () => import('@shikijs/langs/python'),
  bash,
  sh: bash,
  shell: bash,
  console,
  javascript,
  js: javascript,
  typescript,
  ts: typescript,
  tsx: () => import('@shikijs/langs/tsx'),
  json: () => import('@shikijs/langs/json'),
  yaml,
  yml: yaml,
  toml: () => import('@shikijs/langs/toml'),
  ini,
  sql: () => import('@shikijs/langs/sql'),
  html: () => import('@shikijs/langs/html'),
  css: () => import('@shikijs/langs/css'),
  dockerfile,
  docker: dockerfile,
  nginx: () => import('@shikijs/langs/nginx'),
  diff: () => import('@shikijs/langs/diff'),
  markdown,
  md: markdown,
  http: () => import('@shikijs/langs/http'),
}

let highlighter: Promise<HighlighterCore> | undefined

/** Highlights every code block of a page whose language is known, and names those with a `title="…"` behind their language. */
export function highlightCode(): (tree: Root) => Promise<void> {
  return async (tree) => {
    const blocks: { pre: Element; code: Element }[] = []
    visit(tree, 'element', (pre) => {
      const [code] = pre.children
      if (pre.tagName === 'pre' && code?.type === 'element' && code.tagName === 'code') blocks.push({ pre, code })
    })
    for (const { pre, code } of blocks) {
      const [text] = code.children
      if (text?.type !== 'text') continue
      const language = nameLanguage(code)
      const title = /(?:^|\s)title="([^"]+)"/.exec((code.data as { meta?: string | null } | undefined)?.meta ?? '')?.[1]
      code.children = await highlight(text.value.replace(/\n$/, ''), language)
      code.properties = {}
      pre.properties = { ...(title && { title }), ...(language === 'console' && { dataCommands: '' }) }
    }
  }
}

function nameLanguage(code: Element): string | undefined {
  const classes = code.properties.className
  const name = Array.isArray(classes) ? classes.find((each) => String(each).startsWith('language-')) : undefined
  return name === undefined ? undefined : String(name).slice('language-'.length).toLowerCase()
}

/** The space before a text, the text, and the space behind it. */
function splitSpace(text: string): string[] {
  const start = text.length - text.trimStart().length
  const end = Math.max(start, text.trimEnd().length)
  return [text.slice(0, start), text.slice(start, end), text.slice(end)]
}

async function highlight(text: string, language: string | undefined): Promise<ElementContent[]> {
  const input =
    language !== undefined && Object.hasOwn(languages, language)
      ? languages[language as keyof typeof languages]
      : undefined
  if (language === undefined || !input) return [{ type: 'text', value: text }]
  highlighter ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  })
  const { loadLanguage, codeToTokensBase } = await highlighter
  await loadLanguage(input)
  // By default a line that takes half a second, as the first on a busy machine may, stays without colours.
  const lines = codeToTokensBase(text, {
    lang: language,
    theme: theme.name,
    tokenizeMaxLineLength: 2000,
    tokenizeTimeLimit: 10_000,
  })
  const tokens = lines.flatMap((line, index) => [
    ...(index > 0 ? [{ kind: '' as Kind, text: '\n' }] : []),
    // Some grammars count the space around a word to the word.
    ...line.flatMap(({ content, color = '' }) =>
      splitSpace(content).flatMap((text) =>
        text ? [{ kind: kindOfColour.get(color.toLowerCase()) ?? ('' as Kind), text }] : [],
      ),
    ),
  ])
  return join(tokens).map(({ kind, text }) =>
    kind === ''
      ? { type: 'text', value: text }
      : {
          type: 'element',
          tagName: 'span',
          properties: { className: [kind] },
          children: [{ type: 'text', value: text }],
        },
  )
}

/** Neighbours of one kind as one token, over the space between them: fewer elements to send. */
function join(tokens: { kind: Kind; text: string }[]): { kind: Kind; text: string }[] {
  const joined: { kind: Kind; text: string }[] = []
  tokens.forEach(({ kind, text }, index) => {
    const last = joined.at(-1)
    const next = tokens.slice(index + 1).find((token) => token.text.trim() !== '')
    const space = text.trim() === ''
    if (last && (last.kind === kind || (space && last.kind === next?.kind))) last.text += text
    else joined.push({ kind: space ? '' : kind, text })
  })
  return joined
}
