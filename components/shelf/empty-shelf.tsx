import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import type { Topic } from '@/lib/content'
import { t } from '@/messages/generated/shelf'

/** Tells a reader without marks how to begin. */
export function EmptyShelf({ first }: { first?: Topic }) {
  return (
    <div className="mt-10 grid max-w-measure items-center gap-6 rounded-lg border-[1.5px] border-dashed border-edge p-7 desk:grid-cols-[auto_1fr]">
      <svg
        width="120"
        height="64"
        viewBox="0 0 120 64"
        fill="none"
        strokeWidth="1.6"
        aria-hidden="true"
        className="stroke-edge"
      >
        <path d="M6 12h12v46H6zM22 4h9v54h-9zM35 18h14v40H35zM58 58l8-44 12 2-8 42zM0 59h120" />
      </svg>
      <div className="font-ui">
        <h2 className="text-[1.125rem] font-bold">{t('emptyShelf')}</h2>
        <p className="text-ink-2">{t('howToBookmark')}</p>
        {first && (
          <a href={toAddress(`/${first.slug}`)} className="button mt-4">
            {t('startWith', { topic: first.sidebartitle })}
          </a>
        )}
      </div>
    </div>
  )
}

/** Says that no item matches the filters. */
export function NothingFound() {
  return (
    <p className="mt-6 border-t border-rule pt-6 font-ui text-ui">
      {richText(
        t.rich('nothingFound', {
          link: (children) => (
            <a href={toAddress('/shelf')} className="link inline-block min-h-6">
              {children}
            </a>
          ),
        }),
      )}
    </p>
  )
}
