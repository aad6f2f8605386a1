import { getLog, isStopping } from '@/lib/observing'
import { findUnready } from '@/lib/readiness'

export const dynamic = 'force-dynamic'

/** Whether readers may be sent to this process: its database is there and up to date, and it is not about to end. */
export async function GET() {
  const failed = isStopping() ? 'stopping' : await findUnready()
  if (failed && failed !== 'stopping') getLog().warn({ check: failed }, 'The portal is not ready for readers.')
  return Response.json(failed ? { status: 'not ready', failed } : { status: 'ready' }, {
    status: failed ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}
