import { readStored, writeStored } from '@/components/ui/browser-storage'

const lastVisit = 'lectern-visit'
const day = 24 * 60 * 60 * 1000

/** Renews this browser's session. Tells whether it has one; `unknown` without an answer of ours. */
export async function touchSession(): Promise<'signed-in' | 'signed-out' | 'unknown'> {
  const answer = await fetch('/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  }).catch(() => null)
  // An answer that is not read holds its connection, of which a browser has six.
  await answer?.text().catch(() => {})
  if (answer?.status === 401) return 'signed-out'
  if (!answer?.ok) return 'unknown'
  writeStored(lastVisit, String(Date.now()))
  return 'signed-in'
}

/** Renews it once a day, so that somebody who reads without marking stays signed in. */
export async function keepSession(): Promise<void> {
  const sinceLast = Date.now() - Number(readStored(lastVisit))
  // A time that is no number, or lies ahead, says nothing.
  if (!(sinceLast >= 0 && sinceLast < day)) await touchSession()
}
