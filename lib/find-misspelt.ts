import { distance } from 'fastest-levenshtein'
import { variableNames } from './env'

/** Returns variables that resemble one of the portal's, with the name that was probably meant, unless that is set too. */
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

/** HOME and PATH are set in all shells and are not misspelt HOST and PORT. */
const allowed = (name: string) => (name.length < 6 ? 1 : 2)
