import { answerAlive } from '../_answers/answer-alive'

export const dynamic = 'force-dynamic'

/** Whether this process answers; one that does not is to be started anew. */
export function GET() {
  return answerAlive()
}
