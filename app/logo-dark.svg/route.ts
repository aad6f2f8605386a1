import { answerLogo } from '@/app/_answers/answer-logo'

export const dynamic = 'force-dynamic'

/** Returns the portal's own logo for the dark theme. */
export async function GET() {
  return answerLogo('dark')
}
