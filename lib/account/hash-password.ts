import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { getDatabase } from '../db'
import { onceAProcess } from '../once-a-process'
import { foldPassword } from './find-weakness'
import { enqueueHash, makeHashQueue, TooBusyError } from './hash-queue'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashes run on libuv's four threads; two at once leave the others to files and DNS. */
const limits = { concurrency: 2, maxWait: 2500 }

const getQueue = () => onceAProcess('hash-queue', () => makeHashQueue(limits))

interface Turn {
  /** Runs it before those that wait without this, as for a device that the reader signed in on before. */
  goesFirst?: boolean
}

/** Returns the hash of a password to store. Throws TooBusyError where too many wait. */
export function hashPassword(password: string, { goesFirst }: Turn = {}): Promise<string> {
  return enqueueHash(getQueue(), () => hash(foldPassword(password), argon2), goesFirst)
}

/** Returns whether a password matches a hash. Throws TooBusyError where too many wait. */
export function matchesHash(stored: string, password: string, { goesFirst }: Turn = {}): Promise<boolean> {
  return enqueueHash(getQueue(), () => verify(stored, foldPassword(password)), goesFirst)
}

/** Returns whether a password matches an account's hash, as `matchesHash` does. Replaces a hash that was made with less work. */
export async function verifyPassword(stored: string, password: string, turn: Turn = {}): Promise<boolean> {
  const isRight = await matchesHash(stored, password, turn)
  if (isRight && isWeak(stored)) await replaceHash(stored, password, turn)
  return isRight
}

/** Leaves it to the next sign-in where too many wait: the password is right already. */
async function replaceHash(stored: string, password: string, turn: Turn): Promise<void> {
  try {
    await getDatabase().account.updateMany({
      where: { password: stored },
      data: { password: await hashPassword(password, turn) },
    })
  } catch (error) {
    if (!(error instanceof TooBusyError)) throw error
  }
}

function isWeak(stored: string): boolean {
  const [, memory, time] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(stored) ?? []
  return !(Number(memory) >= argon2.memoryCost && Number(time) >= argon2.timeCost)
}
