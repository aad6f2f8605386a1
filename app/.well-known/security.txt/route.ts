import { answer, answerMissing } from '@/app/_answers/answer'
import { readEnv } from '@/lib/env'
import { writeSecurityText } from '@/lib/publishing'

export const dynamic = 'force-dynamic'

/** Returns `security.txt` with the operator's contact for security reports; 404 without one. */
export function GET() {
  const { securityContact, baseUrl } = readEnv()
  if (!securityContact) return answerMissing('This portal has no contact for security reports.')
  return answer(writeSecurityText(securityContact, baseUrl, new Date()), 'text/plain; charset=utf-8')
}
