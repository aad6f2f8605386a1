import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import { t } from '@/messages/generated/shelf'
import { Example } from './example'

interface EmptyShelfProps {
  portal: Portal
  /** Offers to sign in. */
  isSignedOut?: boolean
}

/** Shows someone without marks what a shelf is, and how to begin. */
export function EmptyShelf({ portal, isSignedOut = false }: EmptyShelfProps) {
  const canMark = !isSignedOut || readEnv().guests
  const first = canMark && [...portal.topics.values()].find((topic) => topic.resources.length > 0)
  return (
    <div className="mt-6 grid max-w-measure gap-10">
      <div className="grid items-center gap-x-8 gap-y-5 border-y border-rule py-7 font-ui md:grid-cols-[auto_1fr]">
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
        <div>
          <h2 className="text-[1.125rem] leading-snug font-bold">{t('emptyShelf')}</h2>
          <p className="mt-1 text-ui text-ink-2">{t(canMark ? 'howToBookmark' : 'signInToMark')}</p>
          <p className="actions">
            {first && (
              <a href={toAddress(`/${first.slug}`)} className="button">
                {t('startWith', { topic: first.sidebartitle })}
              </a>
            )}
            {isSignedOut && (
              <a href={toAddress('/sign-in?next=/shelf')} className={first ? 'button-quiet' : 'button'}>
                {t('signInToShelf')}
              </a>
            )}
          </p>
        </div>
      </div>
      <Example portal={portal} />
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
