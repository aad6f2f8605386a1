import { answerAlive } from '../../_answers/answer-alive'

export const dynamic = 'force-dynamic'

/** The former address of /healthz. */
export function GET() {
  return answerAlive()
}
