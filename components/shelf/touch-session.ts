import { readStored, writeStored } from '@/components/ui/browser-storage'
import { lastVisitKey } from '@/components/ui/storage-keys'
import { toAddress } from '@/lib/base-path'
import { readJson } from '@/lib/responses/json'
import { parseRefusal } from '@/lib/responses/refusal'
import { isSession } from '@/lib/responses/session'

const day = 24 * 60 * 60 * 1000

/** Renews this browser's session. Tells whether it has one; `unknown` without an answer of ours. */
export async function touchSession(): Promise<'signed-in' | 'signed-out' | 'unknown'> {
  const answer = await fetch(toAddress('/api/session'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  })
    .then(async (response) => ({ response, json: await readJson(response) }))
    .catch(() => null)
  // A network in between may answer with its own sign-in page, as 200 or as 401.
  if (answer?.response.status === 401 && parseRefusal(answer.json)) return 'signed-out'
  if (!answer?.response.ok || !isSession(answer.json)) return 'unknown'
  writeStored(lastVisitKey, String(Date.now()))
  return 'signed-in'
}

/** Renews it once a day, so that somebody who reads without marking stays signed in. */
export async function keepSession(): Promise<void> {
  const sinceLast = Date.now() - Number(readStored(lastVisitKey))
  // A time that is no number, or lies ahead, says nothing.
  if (!(sinceLast >= 0 && sinceLast < day)) await touchSession()
}
