import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { OperatorError } from '../env'

export const verdicts = ['dead', 'suspect', 'doubtful', 'failing', 'moved', 'blocked', 'ok'] as const

/**
 * What a check makes of an address. `moved`: for good. `blocked`: it does not let this check in.
 * `failing`: an error now. `dead`: errors for days. `suspect`: no longer what was linked; readers can't
 * follow it. `doubtful`: answers, but probably without what was linked; for editors alone.
 */
export type Verdict = (typeof verdicts)[number]

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)

const linkState = z.strictObject({
  verdict: z.enum(verdicts),
  /** The day of the check that wrote this; checks that only confirm it leave it. */
  checked: day,
  /** Days of errors in a row, counted once a day, and when it was last seen well before them. */
  failures: z.strictObject({ count: z.number().int().positive(), since: day, lastGood: day.optional() }).optional(),
  /** What the page called itself when it was first seen well, or when an editor last cleared it. */
  title: z.string().optional(),
  /** Where it ended up when it was well, if that is another address. */
  finalUrl: z.string().optional(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  /** A copy of it, once it is dead. */
  archived: z.string().optional(),
  /** Why it is suspect or doubtful, and what an editor who clears it accepts. */
  suspicion: z
    .strictObject({ reason: z.string(), title: z.string().optional(), finalUrl: z.string().optional() })
    .optional(),
  /** The doubt that an editor has cleared. */
  accepted: z.string().optional(),
})

/** What is remembered of an address between checks. */
export type LinkState = z.infer<typeof linkState>

const file = 'links.json'

/**
 * What is remembered of every address, from `links.json` in the content folder; nothing where there is
 * none yet. Throws an OperatorError that names the file where it can't be read.
 */
export function readStates(folder: string): Map<string, LinkState> {
  const place = path.join(folder, file)
  const cure = 'Mend it, or delete it and check all links anew.'
  let data: unknown
  try {
    data = JSON.parse(readFileSync(place, 'utf8'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return new Map()
    throw new OperatorError(`${place} can't be read: ${message}. ${cure}`)
  }
  const parsed = z.record(z.string(), linkState).safeParse(data)
  if (parsed.success) return new Map(Object.entries(parsed.data))
  const issue = parsed.error.issues[0]
  throw new OperatorError(
    `${place} is not what a check writes: ${[...(issue?.path ?? [])].join(', ')}${issue?.path.length ? ': ' : ''}${issue?.message}. ${cure}`,
  )
}

/** Writes `links.json`, sorted so that it diffs well, whole or not at all; leaves it alone where nothing changed. */
export function writeStates(folder: string, states: Map<string, LinkState>): void {
  const place = path.join(folder, file)
  const text = formatStates(states)
  if (text === readText(place)) return
  const draft = `${place}.${randomUUID()}`
  writeFileSync(draft, text)
  renameSync(draft, place)
}

/** One object by address in plain string order, each with its fields in the order above. */
export function formatStates(states: Map<string, LinkState>): string {
  const entries = [...states]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([address, state]) => [address, linkState.parse(state)])
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`
}

/** What pages show of the state of links: by address as it stands in the content. Empty where nothing was checked yet. */
export function readLinkStates(folder: string): Map<string, Pick<LinkState, 'verdict' | 'archived'>> {
  return new Map(
    [...readStates(folder)].map(([address, { verdict, archived }]) => [
      address,
      archived ? { verdict, archived } : { verdict },
    ]),
  )
}

function readText(place: string): string | undefined {
  try {
    return readFileSync(place, 'utf8')
  } catch {
    return undefined
  }
}
