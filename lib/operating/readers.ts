import { createInvitation, deleteAccount, mailInvitation, mailSecondFactorOff } from '../account'
import { getDatabase, type Database } from '../db'
import { toAsciiHost, toStoredAddress } from '../email-address'
import { readEnv } from '../env'

/** A reader as operators see them. */
export interface Reader {
  id: string
  name: string
  email: string
  createdAt: Date
  /** To the hour; null without a session. */
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

/** Lists readers with an account, newest first, whose name or address contains a text. */
export async function listReaders(
  { search, limit }: { search?: string; limit: number },
  database: Database = getDatabase(),
  provider = readEnv().database.provider,
): Promise<Reader[]> {
  // SQLite's LIKE ignores case; Prisma's `mode` is for PostgreSQL only.
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

/** Returns the spellings of a part of an address to search for: as typed, in lower case, and with an ASCII host. */
function listWritings(part: string): string[] {
  const [local, host] = part.includes('@')
    ? [part.slice(0, part.lastIndexOf('@') + 1), part.slice(part.lastIndexOf('@') + 1)]
    : ['', part]
  const folded = (text: string) => text.toLowerCase().normalize('NFC')
  const ascii = toAsciiHost(folded(host))
  return [...new Set([part, folded(part), ...(ascii ? [folded(local) + ascii] : [])])]
}

/** Finds a reader by id or address; null if there is none. */
export async function findReader(idOrEmail: string, database: Database = getDatabase()): Promise<Reader | null> {
  const row = await database.user.findFirst({
    where: { OR: [{ id: idOrEmail }, { email: toStoredAddress(idOrEmail) }] },
    select: selected,
  })
  return row && toReader(row)
}

/** Deletes a reader, as they could themselves. */
export async function deleteReader(id: string, database: Database = getDatabase()): Promise<void> {
  await deleteAccount(id, database)
}

/** Turns off two-factor authentication for a reader who lost app and recovery codes, and mails them. Returns false if it was off. */
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

/** Ends all sessions of a reader, for every process at once. Returns how many. */
export async function endSessionsOf(id: string, database: Database = getDatabase()): Promise<number> {
  return (await database.session.deleteMany({ where: { userId: id } })).count
}

/** Ends the sessions of all readers with an account. Keeps guests' sessions, the only way to their marks. */
export async function endAllSessions(database: Database = getDatabase()): Promise<number> {
  return (
    await database.session.deleteMany({ where: { user: { OR: [{ isAnonymous: false }, { isAnonymous: null }] } } })
  ).count
}

/** Creates an invitation, and mails its link if mail is configured. Null if the address has an account. */
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

/** Closes the database, so that the process can end. */
export async function closeDatabase(): Promise<void> {
  await getDatabase().$disconnect()
}
