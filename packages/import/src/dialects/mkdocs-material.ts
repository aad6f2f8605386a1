import type { SourceLines } from './source-lines'

const shortcode = /<!--\s*md:(\w+)\s*(.*?)\s*-->/g

const flags: Record<string, string> = { metadata: 'Metadata property', multiple: 'Multiple instances' }

const defaults: Record<string, string> = { none: 'No default', computed: 'Computed default' }

const names: Record<string, string> = { feature: 'Optional feature', sponsors: 'Sponsors only' }

const capitalise = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** Rewrites the comments from which Material for MkDocs makes the badges and the names of settings in its own pages. */
export function rewriteMaterial(page: SourceLines): void {
  if (!page.lines.some(({ text }) => text.includes('md:'))) return
  separateBadges(page)
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
      return [flags[flag] ?? capitalise(flag), ...rest].join(' ')
    }
    if (!words) return names[kind] ?? whole
    return `${names[kind] ?? capitalise(kind)}: ${words}`
  })
  // Links name a setting like the definition of a reference.
  const number = page.lines.at(-1)?.number ?? 1
  if (settings.length)
    page.lines.push(...['', ...settings.map((each) => `[${each}]: #${each}`)].map((text) => ({ text, number })))
}

/** Puts a dot between badges on lines of their own, and removes those that a heading shows as examples of themselves. */
function separateBadges(page: SourceLines): void {
  const code = page.findCode()
  const isBadge = (at: number) =>
    !code[at] && /^\s*<!--\s*md:(?!setting|option)[^>]*-->\s*$/.test(page.lines[at]?.text ?? '')
  for (const [at, line] of page.lines.entries()) {
    if (isBadge(at) && isBadge(at + 1)) line.text = `${line.text.trimEnd()} ·`
    if (!code[at]) line.text = line.text.replace(/^(#{1,6}\s+)<!--\s*md:(?!setting|option)[^>]*-->\s*–\s*/, '$1')
  }
}
