import type { PortalResponse, Member, Snapshot } from './portal'

const isOf = (row: string, { id, email }: Pick<Member, 'id' | 'email'>) =>
  row.includes(id) || (email !== '' && row.includes(email))

/** Whether a row is a passkey challenge for signing in, which belongs to no reader and is used up by any answer. */
const isNobodys = (table: string, row: string) =>
  table === 'passkey_challenge' && (JSON.parse(row) as { userId: string | null }).userId === null

/** Returns the tables whose rows changed. */
export function findChanged(before: Snapshot, after: Snapshot): string[] {
  return Object.keys({ ...before, ...after })
    .filter((table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]))
    .sort()
}

/** Returns changes outside the actor's rows: removed and changed rows, and new rows of other known readers. */
export function findForeignChanges(
  before: Snapshot,
  after: Snapshot,
  actor: Pick<Member, 'id' | 'email'> | null,
  others: Pick<Member, 'id' | 'email'>[],
): string[] {
  return Object.keys({ ...before, ...after }).flatMap((table) => {
    const [was, is] = [new Set(before[table]), new Set(after[table])]
    const gone = [...was]
      .filter((row) => !is.has(row) && !isNobodys(table, row) && !(actor && isOf(row, actor)))
      .map((row) => `${table}: gone or changed: ${row}`)
    const made = [...is]
      .filter((row) => !was.has(row) && others.some((other) => isOf(row, other)))
      .map((row) => `${table}: made or changed: ${row}`)
    return [...gone, ...made]
  })
}

/** Returns the secrets that a response contains, in its body or its headers. */
export function findSecrets({ body, headers }: PortalResponse, secrets: string[]): string[] {
  const text = body + JSON.stringify(headers)
  return secrets.filter((secret) => text.includes(secret))
}

/** Describes a response by everything that an observer can learn from it. */
export function describeAnswer({ status, headers, body }: PortalResponse): string {
  return `${status} ${headers['content-type']} ${headers.location ?? ''} ${body}`
}
