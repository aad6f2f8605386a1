import path from 'node:path'

/**
 * Finds the bundles of Hugo, by their page: Markdown files in the folder of an `index.md` or below are no pages of their
 * own, but texts that the theme puts into that page.
 */
export function findBundles(files: readonly string[], root: string): Map<string, string[]> {
  const pages = new Map<string, string>()
  // At the root, it would take all pages of the site.
  for (const file of files)
    if (path.basename(file) === 'index.md' && path.dirname(file) !== root) pages.set(path.dirname(file), file)
  const bundles = new Map<string, string[]>()
  for (const file of files) {
    // A translation of the page is no part of it.
    if (!/\.(?:md|markdown)$/i.test(file) || /^_?index\./.test(path.basename(file))) continue
    let folder = path.dirname(file)
    while (!pages.has(folder) && folder.length > root.length) folder = path.dirname(folder)
    const page = pages.get(folder)
    if (page !== undefined) bundles.set(page, [...(bundles.get(page) ?? []), file])
  }
  return bundles
}
