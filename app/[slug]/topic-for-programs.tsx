import { LinkPreview } from '@/components/content/link-preview'
import { Html } from '@/components/ui/html'
import { getBasePath } from '@/lib/base-path'
import type { Portal, Topic } from '@/lib/content'
import { readEnv } from '@/lib/env'
import type { FileHistory } from '@/lib/history'
import { describeTopic, toScriptText } from '@/lib/publishing'

/** A topic's metadata for search engines and link previews. Left out for signed-in readers. */
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
      {/* As HTML: React would create the script in the browser on navigation, which the policy forbids. */}
      <Html
        hidden
        html={`<script type="application/ld+json">${toScriptText(describeTopic(portal, topic, history, publicUrl ?? getBasePath()))}</script>`}
      />
    </>
  )
}
