import { escapeHtml, renderStandalonePage } from '@/components/layout/standalone-page'
import { formatListPlace } from '@/components/offline/kept-pages'
import { t } from '@/messages/generated/offline'

/** Returns the page that a browser shows offline if it has no copy of the requested page. */
export async function GET(): Promise<Response> {
  const page = await renderStandalonePage(
    t('youAreOffline'),
    `<p>${escapeHtml(t('notStored'))}</p>\n${formatListPlace(escapeHtml(t('availableOffline')))}\n<p><a href="">${escapeHtml(t('tryAgain'))}</a></p>`,
  )
  return new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } })
}
