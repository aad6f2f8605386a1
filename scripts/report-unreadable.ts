import { findUnreadable, formatProblem, type Portal } from '../lib/content/portal'

/** Names on stderr the pages that readers will miss, each with why, and returns how many they are. */
export function reportUnreadable(portal: Portal): number {
  const problems = findUnreadable(portal)
  if (problems.length === 0) return 0
  console.error(`${problems.length === 1 ? 'One page' : `${problems.length} pages`} can't be shown to readers:`)
  for (const problem of problems) console.error(`  ${formatProblem(problem)}`)
  console.error('"npm run content -- check" names every problem. Fix them, and build again.')
  return problems.length
}
