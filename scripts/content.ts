import { formatProblem, getContentFolder, loadPortal } from '../lib/content'
import { OperatorError } from '../lib/env'
import { run } from './run'

// npm run content -- check
await run(async () => {
  const [verb] = process.argv.slice(2)
  if (verb !== 'check') throw new OperatorError('Usage: npm run content -- check')
  const portal = await loadPortal(getContentFolder())
  for (const problem of portal.problems) console.error(formatProblem({ ...problem, file: `content/${problem.file}` }))
  console.log(`${portal.topics.size} topics, ${portal.resources.size} resources, ${portal.problems.length} problems.`)
  if (portal.problems.length) process.exitCode = 1
})
