import type { Place } from '../arrange/assign-sortorder'
import type { ResolvedLinks } from '../arrange/link-index'
import type { DraftPage } from '../normalise/draft-pages'
import { describeDifferences, type Difference } from '../report/count-parts'
import { finishPage, type Entry } from './finish-page'
import type { Picture, PictureFinder } from './pictures'
import type { Addresses } from './write-body'
import { writeFrontMatter } from './write-front-matter'

/** A page as it will be written. */
export interface FinishedPage {
  page: DraftPage
  place: Place
  file: string
  text: string
  /** The page as the portal reads it. */
  parsed: ReturnType<typeof finishPage>['page']
  resources: string[]
  notes: string[]
  pictures: Picture[]
  differences: Difference[]
}

/** Finishes pages, and reuses the result for the same position and addresses. */
export class PageFinisher {
  private readonly known = new Map<string, ReturnType<typeof finishPage>>()

  constructor(private readonly finder: PictureFinder) {}

  /** Finds the pictures of a page, and writes it. `secure` names hosts known to support https. Throws a ConversionError. */
  async finish(
    page: DraftPage,
    place: Place,
    { links, notes: remarks }: ResolvedLinks,
    contents: Entry[],
    secure: Set<string>,
  ): Promise<FinishedPage> {
    const notes = [...page.notes, ...place.notes, ...remarks]
    const addresses: Addresses = { links, pictures: {} }
    const pictures: Picture[] = []
    for (const src of page.draft.pictures) {
      const found = await this.finder.find(src, page.source)
      addresses.pictures[src] = typeof found === 'string' ? null : found
      if (typeof found === 'string') notes.push(found)
      else pictures.push(found)
    }
    for (const { url, picture } of page.draft.pictureLinks)
      if (!addresses.pictures[picture]) notes.push(`The link to ${url}, which holds only that picture, is left out.`)
    const file = `${place.folder}/${page.slug}.mdx`
    const frontMatter = writeFrontMatter(page.naming, place)
    const key = JSON.stringify([
      file,
      frontMatter,
      links,
      contents,
      Object.entries(addresses.pictures).map(([src, picture]) => [src, picture?.url]),
    ])
    const done = this.known.get(key) ?? finishPage(page.draft, frontMatter, addresses, file, secure, contents)
    this.known.set(key, done)
    notes.push(...done.differences.map(describeDifferences))
    const { page: parsed, ...rest } = done
    return { page, place, file, parsed, ...rest, notes: [...new Set(notes)], pictures }
  }
}
