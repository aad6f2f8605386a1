import type { SourceLines } from './source-lines'

/** Rewrites the links of Hugo's own documentation to its glossary: `[page bundles](g)`. */
export function rewriteGlossary(page: SourceLines): void {
  page.replaceInProse(/\[([^[\]]+)\]\(g\)/g, ([, words = '']) => {
    const term = words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
    return `[${words}](/quick-reference/glossary/${term})`
  })
}
