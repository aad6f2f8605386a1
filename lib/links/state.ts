import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { UserFacingError } from '../env'

/** The possible verdicts, most severe first. */
export const verdicts = ['dead', 'suspect', 'doubtful', 'failing', 'moved', 'blocked', 'ok'] as const

/**
 * Verdict on an address. `moved`: permanently. `blocked`: refuses this check. `failing`: has errors now.
 * `dead`: had errors for days. `suspect`: may be another page; not linked for readers.
 * `doubtful`: answers, but probably without the linked content; shown to editors only.
 */
export type Verdict = (typeof verdicts)[number]

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)

const linkState = z.strictObject({
  verdict: z.enum(verdicts),
  /** Day of the check that wrote this entry; later checks with the same result keep it. */
  checked: day,
  /** Consecutive days with errors, their start, and the last good day before. */
  failures: z.strictObject({ count: z.number().int().positive(), since: day, lastGood: day.optional() }).optional(),
  /** The page's title when it was first ok, or when an editor cleared it. */
  title: z.string().optional(),
  /** The final address after redirects when it was ok, if different. */
  finalUrl: z.string().optional(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  /** An archived copy, once it is dead. */
  archived: z.string().optional(),
  /** The reason why it is suspect or doubtful, and the values an editor accepts by clearing it. */
  suspicion: z
    .strictObject({ reason: z.string(), title: z.string().optional(), finalUrl: z.string().optional() })
    .optional(),
  /** The doubt that an editor cleared. */
  accepted: z.string().optional(),
})

/** The stored state of an address. */
export type LinkState = z.infer<typeof linkState>

const file = 'links.json'

/**
 * Reads the states of all addresses from `links.json` in the content folder; empty if it does not exist. Throws
 * a UserFacingError that names the file if it is invalid.
 */
export function readStates(folder: string): Map<string, LinkState> {
  const place = path.join(folder, file)
  const cure = 'Fix it, or delete it and check all links again.'
  let data: unknown
  try {
    data = JSON.parse(readFileSync(place, 'utf8'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return new Map()
    throw new UserFacingError(`${place} can't be read: ${message}. ${cure}`)
  }
  const parsed = z.record(z.string(), linkState).safeParse(data)
  if (parsed.success) return new Map(Object.entries(parsed.data))
  const issue = parsed.error.issues[0]
  throw new UserFacingError(
    `${place} is invalid: ${[...(issue?.path ?? [])].join(', ')}${issue?.path.length ? ': ' : ''}${issue?.message}. ${cure}`,
  )
}

/** Writes `links.json` atomically, sorted for small diffs. Leaves an unchanged file alone. */
export function writeStates(folder: string, states: Map<string, LinkState>): void {
  const place = path.join(folder, file)
  const text = formatStates(states)
  if (text === readText(place)) return
  const draft = `${place}.${randomUUID()}`
  writeFileSync(draft, text)
  renameSync(draft, place)
}

/** Formats the states as one object, by address in code unit order, with fields in schema order. */
export function formatStates(states: Map<string, LinkState>): string {
  const entries = [...states]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([address, state]) => [address, linkState.parse(state)])
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`
}

/** Reads the link states that pages show, by address as written in the content; empty before the first check. */
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
