import { answer, answerMissing } from '@/app/_answers/answer'
import { getPortal, writeMarkdown } from '@/lib/content'
import { readEnv } from '@/lib/env'
import { getLinkStates } from '@/lib/links'

export const dynamic = 'force-dynamic'

/** Returns a topic as Markdown, at the address `/<slug>.md`. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const topic = (await getPortal()).topics.get(slug)
  if (!topic) return answerMissing('There is no topic at this address. All of them are listed at /llms.txt.')
  const { baseUrl } = readEnv()
  // Search engines should show the HTML page.
  return answer(
    writeMarkdown(topic, baseUrl, (address) => getLinkStates().get(address)?.verdict === 'suspect'),
    'text/markdown; charset=utf-8',
    { Link: `<${baseUrl}/${slug}>; rel="canonical"` },
  )
}
