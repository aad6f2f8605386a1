import { findUnreadable, formatProblem, getPortal } from '@/lib/content'
import { getLog, isStopping } from '@/lib/observing'
import { findUnready } from '@/lib/readiness'

export const dynamic = 'force-dynamic'

/**
 * Readiness check: the database is reachable and migrated, and the process is not stopping. Also lists pages that can't
 * be shown, which does not make the process unready.
 */
export async function GET() {
  const failed = isStopping() ? 'stopping' : await findUnready()
  if (failed && failed !== 'stopping') getLog().warn({ check: failed }, 'The portal is not ready for readers.')
  const pages = findUnreadable(await getPortal()).map(formatProblem)
  const status = failed ? { status: 'not ready', failed } : { status: 'ready' }
  return Response.json(pages.length ? { ...status, pages } : status, {
    status: failed ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}
