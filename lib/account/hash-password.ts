import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { getDatabase } from '../db'
import { foldPassword } from './find-weakness'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** What of a password is kept. */
export function hashPassword(password: string): Promise<string> {
  return hash(foldPassword(password), argon2)
}

/** Whether a password is the one of a kept hash. One that was hashed with less work is hashed anew, now that it is known. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  const isRight = await verify(stored, foldPassword(password))
  if (isRight && isWeak(stored)) await getDatabase().account.updateMany({ where: { password: stored }, data: { password: await hashPassword(password) } })
  return isRight
}

function isWeak(stored: string): boolean {
  const [, memory, time] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(stored) ?? []
  return !(Number(memory) >= argon2.memoryCost && Number(time) >= argon2.timeCost)
}
