import { renderStandalonePage } from '@/components/layout/standalone-page'
import { listPlace } from '@/components/offline/kept-pages'

/** Answers with the page that a browser shows where it is offline and has no copy of what was asked for. */
export async function GET(): Promise<Response> {
  const page = await renderStandalonePage(
    'You’re offline',
    `<p>This page needs a connection. Pages that you have opened in this browser open without one.</p>\n${listPlace}\n<p><a href="">Try again</a></p>`,
  )
  return new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } })
}
