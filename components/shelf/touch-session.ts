import { readStored, writeStored } from '@/components/ui/browser-storage'
import { lastVisitKey } from '@/components/ui/storage-keys'
import { toAddress } from '@/lib/base-path'
import { readJson } from '@/lib/responses/json'
import { parseRefusal } from '@/lib/responses/refusal'
import { isSession } from '@/lib/responses/session-response'

const day = 24 * 60 * 60 * 1000

/** Renews this browser's session. Returns whether it has one; `unknown` if the portal did not answer. */
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

/** Renews the session once a day, so that a reader who marks nothing stays signed in. */
export async function keepSession(): Promise<void> {
  const sinceLast = Date.now() - Number(readStored(lastVisitKey))
  // An invalid or future time counts as none.
  if (!(sinceLast >= 0 && sinceLast < day)) await touchSession()
}
