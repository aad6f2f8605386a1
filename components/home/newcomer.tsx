import { SearchForm } from '@/components/search/search-form'
import { Example } from '@/components/shelf/example'
import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import { t } from '@/messages/generated/home'

/** Introduces the portal to newcomers, with an example of a half-read list. */
export function Newcomer({ portal }: { portal: Portal }) {
  const first = portal.chapters[0]?.head
  return (
    <div className="hero">
      <header>
        <h1 className="page-title">{portal.settings.home.heading}</h1>
        <p className="lede">{portal.settings.home.lede}</p>
        <p className="actions">
          {first && (
            <a href={toAddress(`/${first.slug}`)} className="button">
              {t('startWith', { topic: first.sidebartitle })}
            </a>
          )}
          <a href={toAddress('/contents')} className="button-quiet">
            {t('allTopics', { count: portal.topics.size })}
          </a>
        </p>
        <SearchForm />
      </header>
      <Example portal={portal} />
    </div>
  )
}
