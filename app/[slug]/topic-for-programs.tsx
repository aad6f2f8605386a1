import { LinkPreview } from '@/components/content/link-preview'
import { Html } from '@/components/ui/html'
import { getBasePath } from '@/lib/base-path'
import type { Portal, Topic } from '@/lib/content'
import { readEnv } from '@/lib/env'
import type { FileHistory } from '@/lib/history'
import { describeTopic, toScriptText } from '@/lib/publishing'

/** What a topic's page says to programs: search engines, and whatever shows a link to it. Readers who are signed in need none of it. */
export function TopicForPrograms({ portal, topic, history }: { portal: Portal; topic: Topic; history?: FileHistory }) {
  const { baseUrl, publicUrl } = readEnv()
  const path = `/${topic.slug}`
  return (
    <>
      <LinkPreview
        siteName={portal.settings.name}
        type="article"
        title={topic.title}
        description={topic.meta}
        path={path}
        picture={`${path}/og.png`}
        baseUrl={baseUrl}
        publicUrl={publicUrl}
      />
      {/* As HTML: React would make a script of its own on the way from page to page, and may not. */}
      <Html
        hidden
        html={`<script type="application/ld+json">${toScriptText(describeTopic(portal, topic, history, publicUrl ?? getBasePath()))}</script>`}
      />
    </>
  )
}
