/** Says that a page is on its way; shown only once that takes longer than a moment (app/shell.css). */
export function PendingBar() {
  return <div role="progressbar" aria-label="Loading" data-pending="" className="print:hidden" />
}
