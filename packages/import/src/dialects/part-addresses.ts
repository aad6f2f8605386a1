import { existsSync } from 'node:fs'
import path from 'node:path'
import type { SourceLines } from './source-lines'

/** An address in a link, a definition, a tag or an import, with the syntax before it. */
const written =
  /(\]\(\s*<?|^\s*\[[^\]]+\]:\s*<?|(?:^|\s)(?:src|href)\s*=\s*["']|^import\s[^'"]*["']|\brequire\(\s*["'])([^\s"'()<>]+)/g

/** An address that depends on the file it is in. */
const relative = /^(?![a-z][\w+.-]*:|[/#?{|@~])/i

/**
 * Rewrites the relative addresses of an included part as seen from its page. A partial is a module with addresses of its
 * own; for other parts, generators insert the text first, so an address that leads somewhere from the page is left.
 */
export function rebaseAddresses(part: SourceLines, from: string, page: string, isPartial: boolean): void {
  const [there, here] = [path.dirname(from), path.dirname(page)]
  if (there === here) return
  part.replaceInProse(written, ([whole, before = '', address = '']) => {
    const [, file = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(address) ?? []
    // An import of another part is looked for from this one.
    if (!relative.test(address) || (before.startsWith('import') && /\.mdx?$/.test(file))) return whole
    const target = path.resolve(there, decode(file))
    if (!leadsToFile(target) || (!isPartial && leadsToFile(path.resolve(here, decode(file))))) return whole
    const rebased = path.relative(here, target).split(path.sep).map(encodeURIComponent).join('/')
    return `${before}${rebased.startsWith('.') ? '' : './'}${rebased}${rest}`
  })
}

const leadsToFile = (target: string) => ['', '.md', '.mdx'].some((extension) => existsSync(target + extension))

function decode(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
