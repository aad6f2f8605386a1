import { createInvitation, deleteAccount, mailInvitation, mailSecondFactorOff } from '../account'
import { getDatabase, type Database } from '../db'
import { toAsciiHost, toStoredAddress } from '../email-address'
import { readEnv } from '../env'

/** A reader as an operator sees one. */
export interface Reader {
  id: string
  name: string
  email: string
  createdAt: Date
  /** To the hour; null for one who has no session left. */
  lastSeen: Date | null
  marks: number
}

const selected = {
  id: true,
  name: true,
  email: true,
  createdAt: true,
  sessions: { select: { updatedAt: true }, orderBy: { updatedAt: 'desc' as const }, take: 1 },
  _count: { select: { marks: true } },
}

interface Row extends Omit<Reader, 'lastSeen' | 'marks'> {
  sessions: { updatedAt: Date }[]
  _count: { marks: number }
}

const toReader = ({ sessions, _count, ...rest }: Row): Reader => ({
  ...rest,
  lastSeen: sessions[0]?.updatedAt ?? null,
  marks: _count.marks,
})

/** Lists readers with an account, the newest first, by a part of their name or address if one is given. */
export async function listReaders(
  { search, limit }: { search?: string; limit: number },
  database: Database = getDatabase(),
  provider = readEnv().database.provider,
): Promise<Reader[]> {
  // SQLite makes no difference between upper and lower case by itself, and has no word for it.
  const contains = (text: string) => ({
    contains: text,
    ...(provider === 'postgresql' && { mode: 'insensitive' as const }),
  })
  const matches = search
    ? [{ OR: [{ name: contains(search) }, ...listWritings(search).map((email) => ({ email: contains(email) }))] }]
    : []
  const rows = await database.user.findMany({
    where: { AND: [{ OR: [{ isAnonymous: false }, { isAnonymous: null }] }, ...matches] },
    select: selected,
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: limit,
  })
  return rows.map(toReader)
}

/** Returns a part of an address as it was typed, and as addresses are stored: in lower case, with the host in ASCII. */
function listWritings(part: string): string[] {
  const [local, host] = part.includes('@')
    ? [part.slice(0, part.lastIndexOf('@') + 1), part.slice(part.lastIndexOf('@') + 1)]
    : ['', part]
  const folded = (text: string) => text.toLowerCase().normalize('NFC')
  const ascii = toAsciiHost(folded(host))
  return [...new Set([part, folded(part), ...(ascii ? [folded(local) + ascii] : [])])]
}

/** The reader with that id or that address; null where there is none. */
export async function findReader(idOrEmail: string, database: Database = getDatabase()): Promise<Reader | null> {
  const row = await database.user.findFirst({
    where: { OR: [{ id: idOrEmail }, { email: toStoredAddress(idOrEmail) }] },
    select: selected,
  })
  return row && toReader(row)
}

/** Deletes a reader as they could themselves. */
export async function deleteReader(id: string, database: Database = getDatabase()): Promise<void> {
  await deleteAccount(id, database)
}

/** Turns a reader's second factor off, who lost all that it asks for, and tells their address. False where none was on. */
export async function turnSecondFactorOff(
  { id, email }: Pick<Reader, 'id' | 'email'>,
  database: Database = getDatabase(),
): Promise<boolean> {
  const [{ count }] = await database.$transaction([
    database.user.updateMany({ where: { id, twoFactorEnabled: true }, data: { twoFactorEnabled: false } }),
    database.twoFactor.deleteMany({ where: { userId: id } }),
  ])
  if (count) await mailSecondFactorOff(email)
  return count > 0
}

/** Ends a reader's sessions, in every browser and for every process at once. Returns how many there were. */
export async function endSessionsOf(id: string, database: Database = getDatabase()): Promise<number> {
  return (await database.session.deleteMany({ where: { userId: id } })).count
}

/** Ends the sessions of all readers with an account. A guest's is the only way to their marks, and stays. */
export async function endAllSessions(database: Database = getDatabase()): Promise<number> {
  return (
    await database.session.deleteMany({ where: { user: { OR: [{ isAnonymous: false }, { isAnonymous: null }] } } })
  ).count
}

/** Invites somebody to make an account: mails the link where mail is set up. Null if there is an account with that address. */
export async function inviteReader(
  email: string,
  database: Database = getDatabase(),
): Promise<{ link: string; mailed: boolean } | null> {
  const { baseUrl, mail } = readEnv()
  const token = await createInvitation(email, database)
  if (!token) return null
  const link = `${baseUrl}/sign-up?invitation=${token}`
  if (mail) await mailInvitation(email, link)
  return { link, mailed: mail !== undefined }
}

/** Lets go of the database, so that a process that is done with readers can end. */
export async function closeDatabase(): Promise<void> {
  await getDatabase().$disconnect()
}
