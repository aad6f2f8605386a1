import { findUnreadable, formatProblem, getPortal, listContentFaults } from '@/lib/content'
import { getLog, isStopping } from '@/lib/observing'
import { findUnready } from '@/lib/readiness'

export const dynamic = 'force-dynamic'

/**
 * Readiness check: the database is reachable and migrated, and the process is not stopping. Also lists pages that can't
 * be shown and why newer content is not served; neither makes the process unready.
 */
export async function GET() {
  const failed = isStopping() ? 'stopping' : await findUnready()
  if (failed && failed !== 'stopping') getLog().warn({ check: failed }, 'The portal is not ready for readers.')
  const pages = findUnreadable(await getPortal()).map(formatProblem)
  const status = failed ? { status: 'not ready', failed } : { status: 'ready' }
  const content = listContentFaults()
  return Response.json(
    { ...status, ...(pages.length && { pages }), ...(content.length && { content }) },
    {
      status: failed ? 503 : 200,
      headers: { 'Cache-Control': 'no-store' },
    },
  )
}
