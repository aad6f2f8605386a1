import { getAuth } from '../lib/auth'
import { getPortal } from '../lib/content'
import { getDatabase } from '../lib/db'
import { progresses, setBookmarked, setProgress } from '../lib/shelf'

const reader = { name: 'Ada', email: 'ada@example.org', password: 'reading by lamplight' }

/** Makes the developers' reader with a few marks in the topic with most tutorials, once. */
export async function seed(): Promise<typeof reader> {
  if (await getDatabase().user.findUnique({ where: { email: reader.email } })) return reader
  const { user } = await getAuth().api.signUpEmail({ body: reader })
  // Nobody reads the mail of this address.
  await getDatabase().user.update({ where: { id: user.id }, data: { emailVerified: true } })
  const topics = [...(await getPortal()).topics.values()]
  const fullest = topics.toSorted((a, b) => b.resources.length - a.resources.length)[0]
  for (const [index, { id }] of fullest?.resources.slice(0, 5).entries() ?? []) {
    await setProgress(user.id, [id], { progress: progresses[(index + 1) % progresses.length] ?? 'reading' })
    if (index < 2) await setBookmarked(user.id, [id], true)
  }
  return reader
}
