import { createHighlighterCore, type HighlighterCore, type LanguageRegistration } from '@shikijs/core'
import { createJavaScriptRegexEngine } from '@shikijs/engine-javascript'
import type { Element, ElementContent, Root } from 'hast'
import { visit } from 'unist-util-visit'
import type { codeLanguages } from '@/lib/content'

// Code is highlighted when its page is compiled, without script in the browser. A token has the letter of its kind as
// its class; app/prose.css has the colours.

/** The kinds of tokens by their scopes. The most specific scope decides. */
const kinds = {
  /** Keywords, and names that structure a document. */
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
  /** Strings. */
  s: ['string', 'punctuation.definition.string', 'markup.inline.raw', 'markup.underline.link'],
  /** Numbers, constants, attributes and added lines. */
  n: ['constant', 'support.constant', 'entity.other.attribute-name', 'markup.inserted'],
  /** Comments and the output of commands. */
  c: ['comment', 'punctuation.definition.comment', 'meta.output'],
  /** Names in definitions. */
  f: ['entity.name.function', 'punctuation.definition.decorator', 'entity.name.type', 'entity.name.class'],
  /** Removed lines. */
  d: ['markup.deleted'],
  /** The prompt before a command, which is never copied. */
  p: ['punctuation.separator.prompt'],
  /** Exceptions from the above, left without a kind. */
  '': ['keyword.operator', 'storage.modifier.pointer', 'string.unquoted.argument', 'support.function'],
}

type Kind = keyof typeof kinds

// The highlighter returns colours only, so each kind has a made-up colour.
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
const cpp = () => import('@shikijs/langs/cpp')
const csharp = () => import('@shikijs/langs/csharp')
const make = () => import('@shikijs/langs/make')
const ruby = () => import('@shikijs/langs/ruby')
const rust = () => import('@shikijs/langs/rust')

/** The supported languages by the names that an author may write; each is loaded on first use. */
const languages: Record<(typeof codeLanguages)[number], () => Promise<{ default: LanguageRegistration[] }>> = {
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
  jsx: () => import('@shikijs/langs/jsx'),
  mdx: () => import('@shikijs/langs/mdx'),
  c: () => import('@shikijs/langs/c'),
  'c++': cpp,
  cpp,
  'c#': csharp,
  cs: csharp,
  csharp,
  go: () => import('@shikijs/langs/go'),
  graphql: () => import('@shikijs/langs/graphql'),
  java: () => import('@shikijs/langs/java'),
  kotlin: () => import('@shikijs/langs/kotlin'),
  lua: () => import('@shikijs/langs/lua'),
  make,
  makefile: make,
  php: () => import('@shikijs/langs/php'),
  powershell: () => import('@shikijs/langs/powershell'),
  r: () => import('@shikijs/langs/r'),
  ruby,
  rb: ruby,
  rust,
  rs: rust,
  scss: () => import('@shikijs/langs/scss'),
  svelte: () => import('@shikijs/langs/svelte'),
  swift: () => import('@shikijs/langs/swift'),
  terraform: () => import('@shikijs/langs/terraform'),
  vue: () => import('@shikijs/langs/vue'),
  xml: () => import('@shikijs/langs/xml'),
}

let highlighter: Promise<HighlighterCore> | undefined

/** Highlights the code blocks in known languages, and sets the titles of those with `title="…"` after the language. */
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
      pre.properties = {
        ...(title && { title }),
        ...(isKnown(language) && { dataLanguage: await readName(language) }),
        ...(language === 'console' && { dataCommands: '' }),
      }
    }
  }
}

const isKnown = (language: string | undefined): language is keyof typeof languages =>
  language !== undefined && Object.hasOwn(languages, language)

/** Returns a language's own spelling of its name, such as "JavaScript". The languages that it embeds come before it. */
async function readName(language: keyof typeof languages): Promise<string> {
  const { default: loaded } = await languages[language]()
  return loaded.at(-1)?.displayName ?? language
}

function nameLanguage(code: Element): string | undefined {
  const classes = code.properties.className
  const name = Array.isArray(classes) ? classes.find((each) => String(each).startsWith('language-')) : undefined
  return name === undefined ? undefined : String(name).slice('language-'.length).toLowerCase()
}

/** Splits a text into leading space, text and trailing space. */
function splitSpace(text: string): string[] {
  const start = text.length - text.trimStart().length
  const end = Math.max(start, text.trimEnd().length)
  return [text.slice(0, start), text.slice(start, end), text.slice(end)]
}

async function highlight(text: string, language: string | undefined): Promise<ElementContent[]> {
  if (!isKnown(language)) return [{ type: 'text', value: text }]
  highlighter ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  })
  const { loadLanguage, codeToTokensBase } = await highlighter
  await loadLanguage(languages[language])
  // The default limit of half a second may leave the first line plain on a busy machine.
  const lines = codeToTokensBase(text, {
    lang: language,
    theme: theme.name,
    tokenizeMaxLineLength: 2000,
    tokenizeTimeLimit: 10_000,
  })
  const tokens = lines.flatMap((line, index) => [
    ...(index > 0 ? [{ kind: '' as Kind, text: '\n' }] : []),
    // Some grammars include the space around a word.
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

/** Joins neighbours of one kind, including the space between them, for fewer elements. */
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
