import type { Progress } from '@/lib/shelf/progress'
import { Fault, noClaim, type Claim } from './entry'

/** Tags of ours begin with this, so that no tag of a reader's own is taken for one. */
const ours = 'lectern:'

/** Whether a tag is one of ours, which only our own files of bookmarks hold. */
export function isOurs(tag: string): boolean {
  return tag.startsWith(ours)
}

const words = ['to-read', 'reading', 'done', 'skipped'] as const satisfies Progress[]

/** A mark as tags, which browsers keep: `lectern:reading-40`, `lectern:bookmarked`. */
export function toTags(mark: Pick<Claim, 'bookmarked' | 'progress' | 'percent'>): string[] {
  const progress = mark.progress + (mark.percent === null ? '' : `-${mark.percent}`)
  return [ours + progress, ...(mark.bookmarked ? [`${ours}bookmarked`] : [])]
}

/** What our own tags say, and the others. Null where none is ours: then it is a bookmark like any. */
export function fromTags(tags: string[], time: string): { marks: Claim | null; others: string[] } {
  const others: string[] = []
  let marks: Claim | null = null
  for (const tag of tags) {
    const word = tag.startsWith(ours) ? tag.slice(ours.length) : ''
    const [, name, percent] = /^([a-z-]*?)(?:-(\d+))?$/.exec(word) ?? []
    const progress = words.find((each) => each === name)
    if (word === 'bookmarked') marks = { ...(marks ?? noClaim), bookmarked: true }
    else if (word && progress) marks = { ...(marks ?? noClaim), ...toProgress(progress, percent, time) }
    else others.push(tag)
  }
  return { marks, others }
}

/** To read is what everything is: it takes nothing back. */
function toProgress(progress: Progress, percent: string | undefined, time: string): Partial<Claim> {
  if (percent !== undefined && (progress !== 'reading' || Number(percent) > 100))
    throw new Fault(`“${ours}${progress}-${percent.slice(0, 20)}” is no reading progress.`)
  return {
    progress,
    percent: percent === undefined ? null : Number(percent),
    progressAt: progress === 'to-read' ? null : time,
  }
}

/** A reader's own tags as a line of the note, since a shelf has none. */
export function addTags(note: string, tags: string[]): string {
  return [note.trim(), ...(tags.length ? [`Tags: ${tags.join(', ')}`] : [])].filter(Boolean).join('\n\n')
}

/** Tags as they stand in a list, without empty and repeated ones. */
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
