import { escapeHtml, renderStandalonePage } from '@/components/layout/standalone-page'
import { toAddress } from '@/lib/base-path'
import { counts, getPortal } from '@/lib/content'
import { hideProgress } from '@/lib/shown-marks'
import { noMark, readMarks, setMark, type Mark } from '@/lib/shelf'
import { t } from '@/messages/generated/refusals'
import type { FoundResource } from '../resource'
import { writeMark } from '../write-mark'

/** Removes a resource's whole mark from the shelf, and offers to undo that. */
export const POST = writeMark({
  fields: {},
  async act({ reader, resource, when }) {
    const { moves } = await getPortal()
    const stored = (await readMarks(reader.id, [resource.id], moves.resources)).get(resource.id) ?? noMark
    const mark = counts(resource) ? stored : hideProgress(stored)
    // A former tutorial keeps its progress, which no page shows (lib/shown-marks.ts).
    await setMark(reader.id, resource.ids, counts(resource) ? noMark : { bookmarked: false, note: null }, when)
    const { bookmarked, progress, percent, note } = mark
    return { data: { removed: { bookmarked, progress, percent, note } }, page: await renderUndoPage(resource, mark) }
  },
})

/** Renders the page that answers a form, with a button that undoes the removal. */
function renderUndoPage({ id, title }: FoundResource, { bookmarked, progress, percent, note }: Mark): Promise<string> {
  const fields = {
    resource: id,
    returnTo: '/shelf',
    bookmarked: String(bookmarked),
    progress,
    percent: percent?.toString(),
    note: note ?? '',
  }
  const inputs = Object.entries(fields)
    .map(([name, value]) =>
      value === undefined ? '' : `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
    )
    .join('')
  return renderStandalonePage(
    t('removed'),
    `<p>${escapeHtml(t('removedFromShelf', { title }))}</p>
<form method="post" action="${toAddress('/api/marks')}">${inputs}<button>${t('undo')}</button></form>
<p><a href="${toAddress('/shelf')}">${t('backToShelf')}</a></p>`,
  )
}
