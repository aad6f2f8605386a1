import { distance } from 'fastest-levenshtein'
import { variableNames } from './env'

/** Variables that look like ours and are not, each with the name that may have been meant. Not where that one is set too. */
export function findMisspelt(
  source: Record<string, string | undefined> = process.env,
): { found: string; meant: string }[] {
  return Object.keys(source).flatMap((found) => {
    if (!source[found] || variableNames.includes(found)) return []
    const bare = found.toUpperCase().replace(/^LECTERN_/, '')
    const meant =
      variableNames.find((name) => bare === name) ?? variableNames.find((name) => distance(bare, name) <= allowed(name))
    return meant && !source[meant] ? [{ found, meant }] : []
  })
}

/** Every shell has a HOME and a PATH, which are no misspelt HOST and PORT. */
const allowed = (name: string) => (name.length < 6 ? 1 : 2)
