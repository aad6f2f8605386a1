/** Says that this process answers. It asks nothing of the database. */
export function answerAlive(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'Cache-Control': 'no-store' } })
}
