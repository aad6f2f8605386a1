import { useEffect } from 'react'
import { richText } from '@/components/ui/rich-text'
import { formatDate } from '@/lib/messages'
import { t } from '@/messages/generated/offline'

/** Says that the page is an offline copy, and what happens to marks. Reloads the page once the browser is online. */
export function KeptCopyNotice({ keptAt, isReader }: { keptAt: number; isReader: boolean }) {
  useEffect(() => {
    const load = () => location.reload()
    addEventListener('online', load)
    return () => removeEventListener('online', load)
  }, [])
  return (
    <p>
      {richText(
        t.rich('keptCopy', {
          day: formatDate(keptAt, { day: 'numeric', month: 'long' }),
          reader: isReader ? 'yes' : 'no',
          retry: (children) => (
            <button type="button" onClick={() => location.reload()} className="min-h-6 underline">
              {children}
            </button>
          ),
        }),
      )}
    </p>
  )
}
