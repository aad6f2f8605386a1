import { renderStandalonePage } from '@/components/layout/standalone-page'
import { listPlace } from '@/components/offline/kept-pages'

/** Returns the page that a browser shows offline if it has no copy of the requested page. */
export async function GET(): Promise<Response> {
  const page = await renderStandalonePage(
    'You’re offline',
    `<p>This page isn’t stored in this browser. Pages you’ve opened here before are available offline.</p>\n${listPlace}\n<p><a href="">Try again</a></p>`,
  )
  return new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } })
}
