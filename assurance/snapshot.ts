import type { Answer, Member, Snapshot } from './portal'

const isOf = (row: string, { id, email }: Pick<Member, 'id' | 'email'>) =>
  row.includes(id) || (email !== '' && row.includes(email))

/** A passkey challenge that anybody was given to sign in with is spent by whoever answers it. */
const isNobodys = (table: string, row: string) =>
  table === 'passkey_challenge' && (JSON.parse(row) as { userId: string | null }).userId === null

/** The tables whose rows are others than before. */
export function findChanged(before: Snapshot, after: Snapshot): string[] {
  return Object.keys({ ...before, ...after })
    .filter((table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]))
    .sort()
}

/** What became of rows that are not the actor's: those gone or changed, and those made for others who are known. */
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

/** Which of these secrets an answer holds, in its body or its headers. */
export function findSecrets({ body, headers }: Answer, secrets: string[]): string[] {
  const text = body + JSON.stringify(headers)
  return secrets.filter((secret) => text.includes(secret))
}

/** An answer as far as it tells anything. */
export function describeAnswer({ status, headers, body }: Answer): string {
  return `${status} ${headers['content-type']} ${headers.location ?? ''} ${body}`
}
