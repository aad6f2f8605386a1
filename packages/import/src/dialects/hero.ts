import type { SourceLines } from './source-lines'

/** Puts what the front matter of a home page of Starlight or VitePress shows above its text at the top of the text. */
export function insertHero(page: SourceLines, fields: Map<string, string>): void {
  const read = (name: string) => (fields.get(name) ?? '').replace(/\s+/g, ' ').trim()
  const title = read('hero.title') || read('hero.text')
  const parts = [
    read('banner.content'),
    title && title !== read('title') ? `**${title}**` : '',
    read('hero.tagline'),
    readList('hero.actions', (at) => link(read(`${at}.text`), read(`${at}.link`))).join(' · '),
    ...readList('features', (at) => {
      const [name, details] = [link(`**${read(`${at}.title`)}**`, read(`${at}.link`)), read(`${at}.details`)]
      return [read(`${at}.title`) && name, details].filter(Boolean).join(': ')
    }),
  ].filter(Boolean)
  const lines = parts.flatMap((text) => [
    { text, number: 1 },
    { text: '', number: 1 },
  ])
  page.lines.unshift(...lines)

  /** Writes the entries of a list of objects, which the fields have as "features.0.title". */
  function readList(name: string, write: (at: string) => string): string[] {
    const written: string[] = []
    for (let at = 0; fields.has(`${name}.${at}`); at++) written.push(write(`${name}.${at}`))
    return written.filter(Boolean)
  }
}

function link(text: string, address: string): string {
  return text && address ? `[${text.replace(/[[\]]/g, '\\$&')}](${address})` : text
}
