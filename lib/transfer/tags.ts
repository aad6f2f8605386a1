import type { Progress } from '@/lib/shelf/progress'
import { t } from '@/messages/generated/transfer-rules'
import { Fault, noClaim, type Claim } from './entry'

/** Prefix of our tags, so that no reader's tag can be mistaken for one; the other is that of version 0.1. */
const ours = 'shelf:'
const prefix = /^(?:shelf|lectern):/

/** Tells whether a tag is one of ours, as in our bookmark files. */
export function isOurs(tag: string): boolean {
  return prefix.test(tag)
}

const words = ['to-read', 'reading', 'done', 'skipped'] as const satisfies Progress[]

/** Writes a mark as tags, which browsers keep: `shelf:reading-40`, `shelf:bookmarked`. */
export function toTags(mark: Pick<Claim, 'bookmarked' | 'progress' | 'percent'>): string[] {
  const progress = mark.progress + (mark.percent === null ? '' : `-${mark.percent}`)
  return [ours + progress, ...(mark.bookmarked ? [`${ours}bookmarked`] : [])]
}

/** Reads our tags, and returns the others. A null claim means that there was none of ours. */
export function fromTags(tags: string[], time: string): { marks: Claim | null; others: string[] } {
  const others: string[] = []
  let marks: Claim | null = null
  for (const tag of tags) {
    const word = isOurs(tag) ? tag.replace(prefix, '') : ''
    const [, name, percent] = /^([a-z-]*?)(?:-(\d+))?$/.exec(word) ?? []
    const progress = words.find((each) => each === name)
    if (word === 'bookmarked') marks = { ...(marks ?? noClaim), bookmarked: true }
    else if (word && progress) marks = { ...(marks ?? noClaim), ...toProgress(progress, percent, time) }
    else others.push(tag)
  }
  return { marks, others }
}

/** "To read" is the default, so it states nothing. */
function toProgress(progress: Progress, percent: string | undefined, time: string): Partial<Claim> {
  if (percent !== undefined && (progress !== 'reading' || Number(percent) > 100))
    throw new Fault(t('notTag', { tag: `${ours}${progress}-${percent.slice(0, 20)}` }))
  return {
    progress,
    percent: percent === undefined ? null : Number(percent),
    progressAt: progress === 'to-read' ? null : time,
  }
}

/** Adds a reader's tags to the note, since a shelf has no tags. */
export function addTags(note: string, tags: string[]): string {
  return [note.trim(), ...(tags.length ? [`Tags: ${tags.join(', ')}`] : [])].filter(Boolean).join('\n\n')
}

/** Splits a list of tags, without empty and repeated ones. */
export function splitTags(text: string, separator: string): string[] {
  return [
    ...new Set(
      text
        .split(separator)
        .map((tag) => tag.replace(/\s+/g, ' ').trim())
        .filter(Boolean),
    ),
  ]
}
