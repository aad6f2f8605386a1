import { z } from 'zod'

const merged = z.object({
  guest: z.string(),
  marks: z.number(),
  shared: z.number(),
  shortened: z.number(),
  isFull: z.boolean().optional(),
})

/** What signing in did with the marks that its reader had made as a guest. */
export type MergedNotice = z.infer<typeof merged>

export function serialiseMerged(notice: MergedNotice): string {
  return JSON.stringify(notice)
}

/** Reads the cookie's value, already decoded; null where it is none of ours. */
export function parseMerged(value: string | undefined): MergedNotice | null {
  if (!value) return null
  try {
    return merged.safeParse(JSON.parse(value)).data ?? null
  } catch {
    return null
  }
}
