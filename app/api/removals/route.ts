import { escapeHtml, wordsPage } from '@/components/layout/words-page'
import { toAddress } from '@/lib/base-path'
import { counts, getPortal } from '@/lib/content'
import { hideProgress } from '@/lib/shown-marks'
import { noMark, readMarks, setMark, type Mark } from '@/lib/shelf'
import type { FoundResource } from '../resource'
import { writeMark } from '../write-mark'

/** Takes a resource off the shelf, all of its mark at once, and offers to put it back. */
export const POST = writeMark({
  fields: {},
  async act({ reader, resource, when }) {
    const { moves } = await getPortal()
    const stored = (await readMarks(reader.id, [resource.id], moves.resources)).get(resource.id) ?? noMark
    const mark = counts(resource) ? stored : hideProgress(stored)
    // A former tutorial keeps its progress, although no page shows it (lib/shown-marks.ts).
    await setMark(reader.id, resource.ids, counts(resource) ? noMark : { bookmarked: false, note: null }, when)
    const { bookmarked, progress, percent, note } = mark
    return { data: { removed: { bookmarked, progress, percent, note } }, page: await undoPage(resource, mark) }
  },
})

/** Where there is no script, the page that follows holds what undoing needs. */
function undoPage({ id, title }: FoundResource, { bookmarked, progress, percent, note }: Mark): Promise<string> {
  const fields = {
    resource: id,
    returnTo: '/shelf',
    bookmarked: String(bookmarked),
    progress,
    percent: percent?.toString(),
    note: note ?? '',
  }
  const inputs = Object.entries(fields).map(([name, value]) =>
    value === undefined ? '' : `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  )
  return wordsPage(
    'Removed',
    `<p>“${escapeHtml(title)}” is no longer on your shelf.</p>
<form method="post" action="${toAddress('/api/marks')}">${inputs.join('')}<button>Undo</button></form>
<p><a href="${toAddress('/shelf')}">Back to your shelf</a></p>`,
  )
}
