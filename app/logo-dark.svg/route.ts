import { answerLogo } from '@/app/_answers/answer-logo'

export const dynamic = 'force-dynamic'

/** The portal's own logo on dark paper. */
export async function GET() {
  return answerLogo('dark')
}
