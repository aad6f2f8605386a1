import { t } from '@/messages/generated/layout'

/** A progress bar while a page loads; invisible for the first 0.1 s (app/shell.css). */
export function PendingBar() {
  return <div role="progressbar" aria-label={t('loading')} data-pending="" className="print:hidden" />
}
