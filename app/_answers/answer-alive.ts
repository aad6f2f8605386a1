/** Answers a liveness check. Does not use the database. */
export function answerAlive(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'Cache-Control': 'no-store' } })
}
