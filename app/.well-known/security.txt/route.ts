import { answer, answerMissing } from '@/app/_answers/answer'
import { readEnv } from '@/lib/env'
import { writeSecurityText } from '@/lib/publishing'

export const dynamic = 'force-dynamic'

/** Where to report a weakness of the portal, as far as its operator has said so. */
export function GET() {
  const { securityContact, baseUrl } = readEnv()
  if (!securityContact) return answerMissing('Whoever runs this portal has named no address for reports of weaknesses.')
  return answer(writeSecurityText(securityContact, baseUrl, new Date()), 'text/plain; charset=utf-8')
}
