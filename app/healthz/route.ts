import { answerAlive } from '../_answers/answer-alive'

export const dynamic = 'force-dynamic'

/** Liveness check: the process answers. */
export function GET() {
  return answerAlive()
}
