import type { Metadata } from 'next'
import { connection } from 'next/server'
import { TopicSuggestions } from '@/components/content/topic-suggestions'
import { Problems } from '@/components/content/problems'
import { PlainShell } from '@/components/layout/plain-shell'
import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import { getPortal, getSettings } from '@/lib/content'
import { t } from '@/messages/generated/layout'
import RootLayout from './layout'

/** The metadata of the page. */
export const generateMetadata = async (): Promise<Metadata> => {
  const { name } = await getSettings()
  return { title: `${t('pageNotFound')} · ${name}` }
}

/** The page for unknown addresses. Separate from the layout, so that other pages do not include it. */
export default async function NotFound() {
  // At request time: a build has no content.
  await connection()
  const { chapters, problems } = await getPortal()
  return (
    <RootLayout>
      <PlainShell>
        <h1 className="text-h1 font-extrabold tracking-[-0.025em]">{t('pageNotFound')}</h1>
        {/* Shows an editor why a page with wrong front matter is missing. */}
        {process.env.NODE_ENV === 'development' && <Problems problems={problems} />}
        <p className="mt-4 text-ink-2">{t('pageNotFoundWhy')}</p>
        {/* Starts scripts at once (components/inline/page-loader.ts). */}
        <div data-script-now>
          <TopicSuggestions />
        </div>
        <p className="mt-6">
          {richText(
            t.rich('homeOrChapter', {
              home: (children) => (
                <a href={toAddress('/')} className="link">
                  {children}
                </a>
              ),
            }),
          )}
        </p>
        <ul className="mt-3 grid gap-1 font-ui text-ui">
          {chapters.map(({ head }) => (
            <li key={head.slug}>
              <a href={toAddress(`/${head.slug}`)} className="link inline-block min-h-6">
                {head.sidebartitle}
              </a>
            </li>
          ))}
        </ul>
      </PlainShell>
    </RootLayout>
  )
}
