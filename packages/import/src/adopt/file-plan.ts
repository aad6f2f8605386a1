import path from 'node:path'
import { ConversionError } from '../conversion-error'
import { bodyOf, hashBody, readText } from './page-text'
import type { PositionedTopic } from './position-topics'
import type { PageRecord } from './record'
import type { WrittenPage } from './write-page'

/** The files that an adoption will write and remove, by path in the content folder. */
export class FilePlan {
  /** Text by path; null for a file to remove. */
  readonly files = new Map<string, string | null>()
  readonly created: string[] = []
  readonly changed: string[] = []
  readonly removed: string[] = []
  /** Pages left as they are: they were edited by hand, and their part of the list changed. */
  readonly edited: string[] = []
  unchanged = 0

  /** @param overwrite Takes the list's version of edited pages. */
  constructor(
    private readonly folder: string,
    private readonly overwrite = false,
  ) {}

  /** Creates, changes or keeps the file of a topic, and adjusts its record to what the file will hold. */
  async putPage({ former, slug, file }: PositionedTopic, { frontMatter, body, record }: WrittenPage): Promise<void> {
    const before = await this.findFile(former ? [former.file, file] : [file])
    if (!former && before)
      throw new ConversionError(`${file} exists and is not from the list. Rename its page "${slug}".`)
    if (!former || !before) {
      this.files.set(file, frontMatter + body)
      this.created.push(file)
      return
    }
    let next = frontMatter + body
    const there = bodyOf(before.text)
    if (hashBody(there) !== former.body && there !== body && !this.overwrite) {
      const isListChanged = record.body !== former.body
      // Keeps the old hash, so that the next run still sees the edit.
      record.body = former.body
      if (isListChanged) {
        const { title, sidebartitle, meta } = former
        Object.assign(record, { title, sidebartitle, meta })
        this.edited.push(before.file)
        next = before.text.replace(/^sortorder: .*$/m, `sortorder: "${record.sortorder}"`)
      } else next = frontMatter + there
    }
    if (before.file !== file) this.files.set(before.file, null)
    else if (next === before.text) {
      this.unchanged++
      return
    }
    this.files.set(file, next)
    this.changed.push(file)
  }

  /** Removes the file of a page that the list no longer has. Returns false if it stays, because it was edited. */
  async removePage({ body }: PageRecord, file: string): Promise<boolean> {
    const there = await readText(path.join(this.folder, file))
    if (there && hashBody(bodyOf(there)) !== body && !this.overwrite) {
      this.edited.push(file)
      return false
    }
    if (there) {
      this.files.set(file, null)
      this.removed.push(file)
    }
    return true
  }

  private async findFile(files: string[]): Promise<{ file: string; text: string } | undefined> {
    for (const file of files) {
      const text = await readText(path.join(this.folder, file))
      if (text) return { file, text }
    }
    return undefined
  }
}
