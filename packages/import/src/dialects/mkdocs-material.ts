import type { SourceLines } from './source-lines'

const shortcode = /<!--\s*md:(\w+)\s*(.*?)\s*-->/g

const flags: Record<string, string> = { metadata: 'metadata property', multiple: 'multiple instances' }

const defaults: Record<string, string> = { none: 'No default', computed: 'Computed default' }

/** Rewrites the comments from which Material for MkDocs makes the badges and the names of settings in its own pages. */
export function rewriteMaterial(page: SourceLines): void {
  if (!page.lines.some(({ text }) => text.includes('md:'))) return
  const settings: string[] = []
  page.replaceInProse(shortcode, ([whole, kind = '', words = '']) => {
    const name = `\`${words.split(/[.:*]/).at(-1)}\``
    if (kind === 'setting') {
      settings.push(words)
      return `${name} <a id="${words}"></a>`
    }
    if (kind === 'option') return `${name} <a id="+${words}"></a>`
    if (kind === 'version') return words.startsWith('insiders-') ? `Insiders ${words.slice(9)}` : `Version ${words}`
    if (kind === 'default') return defaults[words] ?? `Default: ${words}`
    if (kind === 'flag') {
      const [flag = '', ...rest] = words.split(' ')
      return [flags[flag] ?? flag, ...rest].join(' ')
    }
    return words || kind === 'sponsors' ? `${kind} ${words}`.trim() : whole
  })
  // Links name a setting like the definition of a reference.
  const number = page.lines.at(-1)?.number ?? 1
  if (settings.length)
    page.lines.push(...['', ...settings.map((each) => `[${each}]: #${each}`)].map((text) => ({ text, number })))
}
