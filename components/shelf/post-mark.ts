/** One click on a control. */
export interface MarkChange {
  action: string
  resource: string
  field: 'bookmarked' | 'progress'
  value: string
  /** What the button said. */
  label: string
}

/** Why a change was not kept, in words for the reader. */
export interface Refusal {
  change: MarkChange
  message: string
  /** Where to sign in, if that is what is missing. */
  signIn?: string
}

/** Sends a change. Null once the server has kept it, else why not. Never throws. */
export async function postMark(change: MarkChange): Promise<Refusal | null> {
  const { action, resource, field, value } = change
  let response: Response
  try {
    response = await fetch(action, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ resource, [field]: field === 'bookmarked' ? value === 'true' : value }),
    })
  } catch {
    return { change, message: 'The portal can’t be reached; you may be offline.' }
  }
  const answer: { resource?: string; error?: { message?: string; signIn?: string } } = await response.json().catch(() => ({}))
  // Only our own answer is a promise: a sign-in page of the network in between is "200 OK" too.
  if (response.ok && answer.resource === resource) return null
  return { change, message: answer.error?.message ?? 'The portal could not keep it just now.', signIn: answer.error?.signIn }
}
