import { formatProblem, type Problem } from '@/lib/content'

/** Lists the page's problems for an editor, in development only. */
export function Problems({ problems }: { problems: Problem[] }) {
  if (problems.length === 0) return null
  return (
    <section aria-labelledby="problems" data-tone="danger" className="message mb-7 max-w-measure">
      <h2 id="problems" className="font-ui text-ui font-bold text-danger">
        {problems.length === 1 ? 'One problem to fix' : `${problems.length} problems to fix`}
      </h2>
      <ul className="mt-1 font-code text-meta">
        {problems.map((problem) => (
          <li key={formatProblem(problem)}>{formatProblem(problem)}</li>
        ))}
      </ul>
    </section>
  )
}
