import { answer } from '@/app/_answers/answer'
import { getPortal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import { writeLlmsText } from '@/lib/publishing'

export const dynamic = 'force-dynamic'

/** Returns the table of contents for language models. */
export async function GET() {
  return answer(writeLlmsText(await getPortal(), readEnv().baseUrl), 'text/plain; charset=utf-8')
}
