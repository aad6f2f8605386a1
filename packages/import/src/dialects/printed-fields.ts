import type { SourceLines } from './source-lines'

/** Fields that hold what the themes of references print above the text of a function, each as Hugo's own has had it. */
const holders = [
  'params.functions_and_methods.',
  'params.function.',
  'params.action.',
  'functions_and_methods.',
  'function.',
  'action.',
  '',
]

/** Fields with addresses: the details of a term of a glossary, and the site that a page shows. */
const linked = [
  ['params.reference', 'details'],
  ['siteurl', 'the site'],
  ['sitesource', 'its source'],
] as const

/** Puts into a page what themes print of its fields, beside its title and its description. */
export function insertFields(page: SourceLines, file: string, fields: ReadonlyMap<string, string>): void {
  insertSignatures(page, fields)
  insertByline(page, file, fields)
  const number = page.lines.at(-1)?.number ?? 1
  const links = linked.flatMap(([field, name]) => {
    const address = fields.get(field) ?? ''
    return /^(?:\/|https?:)\S+$/.test(address) ? `[${name}](<${address}>)` : []
  })
  if (links.length) page.lines.push({ text: '', number }, { text: `See ${links.join(' and ')}.`, number })
}

/** Puts the date and the authors of a post at its end. */
function insertByline(page: SourceLines, file: string, fields: ReadonlyMap<string, string>): void {
  if (!/(?:^|\/)(?:_posts|posts?|blog|news)\/.+/.test(file) || /(?:^|\/)_?index\.\w+$/.test(file)) return
  const given = fields.get('date.created') ?? fields.get('date') ?? fields.get('publishdate') ?? ''
  const [date = ''] = /^\d{4}-\d\d-\d\d/.exec(given) ?? /\d{4}-\d\d-\d\d/.exec(file) ?? []
  const authors = fields.get('authors') || fields.get('author') || ''
  const number = page.lines.at(-1)?.number ?? 1
  const text = [date, authors].filter(Boolean).join(' · ')
  if (date) page.lines.push({ text: '', number }, { text: `*${text.replace(/[*_<>[\]]/g, '\\$&')}*`, number })
}

/** Puts the signatures of a function, what it returns and its other names at the top of its page. */
function insertSignatures(page: SourceLines, fields: ReadonlyMap<string, string>): void {
  const list = (name: string): string[] => {
    const own = fields.get(`${name}.0`)
    if (own === undefined) return [fields.get(name) ?? ''].filter(Boolean)
    return [...Array(99).keys()].flatMap((at) => fields.get(`${name}.${at}`) ?? [])
  }
  const holder = holders.find((each) => list(`${each}signatures`).length > 0 || list(`${each}signature`).length > 0)
  if (holder === undefined) return
  const signatures = [...list(`${holder}signatures`), ...list(`${holder}signature`)]
  const aliases = holder ? list(`${holder}aliases`) : []
  const code = (text: string) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)
  const facts = [
    ...list(`${holder}returntype`).map((type) => `Returns: ${code(type)}`),
    ...(aliases.length ? [`${aliases.length > 1 ? 'Aliases' : 'Alias'}: ${aliases.map(code).join(', ')}`] : []),
  ]
  const at = page.lines.findIndex(({ text }) => text.trim())
  const number = page.lines[at]?.number ?? 1
  const lines = ['````text', ...signatures, '````', '', ...(facts.length ? [facts.join(' · '), ''] : [])]
  page.lines.splice(Math.max(0, at), 0, ...lines.map((text) => ({ text, number })))
}
