import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { getDatabase } from '../db'
import { onceAProcess } from '../once-a-process'
import { foldPassword } from './find-weakness'
import { enqueueHash, makeHashQueue, TooBusyError } from './hash-queue'

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashes run on libuv's four threads; two at once leave two for files and DNS. */
const limits = { concurrency: 2, maxWait: 2500 }

const getQueue = () => onceAProcess('hash-queue', () => makeHashQueue(limits))

interface Turn {
  /** Runs before all requests without this flag: for a device the reader has signed in on before. */
  goesFirst?: boolean
}

/** Returns the hash of a password to store. Throws TooBusyError if the queue is too long. */
export function hashPassword(password: string, { goesFirst }: Turn = {}): Promise<string> {
  return enqueueHash(getQueue(), () => hash(foldPassword(password), argon2), goesFirst)
}

/** Tells whether a password matches a hash. Throws TooBusyError if the queue is too long. */
export function matchesHash(stored: string, password: string, { goesFirst }: Turn = {}): Promise<boolean> {
  return enqueueHash(getQueue(), () => verify(stored, foldPassword(password)), goesFirst)
}

/** Checks a password like `matchesHash`, and replaces a hash made with older, cheaper parameters. */
export async function verifyPassword(stored: string, password: string, turn: Turn = {}): Promise<boolean> {
  const isRight = await matchesHash(stored, password, turn)
  if (isRight && isWeak(stored)) await replaceHash(stored, password, turn)
  return isRight
}

/** Replaces a hash; if the queue is too long, leaves that to the next sign-in. */
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
