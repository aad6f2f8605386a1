import path from 'node:path'
import { imageSizeFromFile } from 'image-size/fromFile'
import type { Image, Paragraph, Root } from 'mdast'
import { visit } from '../visit-nodes'
import { t } from '../../../messages/generated/content'
import { listFigures, listPublicFiles, pictureName } from './content-files'
import type { Picture, PictureSize, Problem } from '../portal'

/** The files that are served as they are, by address; those that are pictures with their size. */
export type PublicFiles = ReadonlyMap<string, PictureSize | null>

/** A page's pictures, by the address that its author wrote. */
export type Pictures = Readonly<Record<string, Picture>>

/**
 * The maximum width of a drawing for narrow screens, in its own pixels, so that its text is shown at about full size.
 */
const widestNarrow = 360
/**
 * The media query for screens that get the narrow drawing of a figure; as in prose.css, which sets the width of
 * figures.
 */
const narrowScreens = '(max-width: 40rem)'
const narrowName = /\.narrow(\.[a-z]+)$/i

/** Lists the pictures of a content folder and the files of the public folder, and measures the pictures among them. */
export async function measurePublicFiles(contentFolder: string, publicFolder: string): Promise<PublicFiles> {
  const files = new Map([
    ...[...(await listPublicFiles(publicFolder))].map(
      (address) => [address, path.join(publicFolder, address)] as const,
    ),
    ...listFigures(contentFolder),
  ])
  return new Map(
    await Promise.all(
      [...files]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(async ([address, file]) => [address, await measure(file)] as const),
    ),
  )
}

async function measure(file: string): Promise<PictureSize | null> {
  if (!pictureName.test(file)) return null
  try {
    const { width, height } = await imageSizeFromFile(file)
    return { width, height }
  } catch {
    return null
  }
}

/** Looks up the pictures of a page: the size of each, and its drawing for narrow screens, if there is one. */
export function findPictures(addresses: string[], files: PublicFiles): Pictures {
  return Object.fromEntries(
    addresses.flatMap((address): [string, Picture][] => {
      const size = files.get(decode(address))
      if (!size) return []
      const href = address.replace(/\.[a-z]+$/i, '.narrow$&')
      const narrow = files.get(decode(href))
      return [[address, { ...size, ...(narrow && { narrow: { href, ...narrow } }) }]]
    }),
  )
}

/** Finds narrow drawings that no page can show, or that are too wide for a narrow screen. */
export function checkNarrowPictures(files: PublicFiles): Omit<Problem, 'line' | 'column'>[] {
  return [...files].flatMap(([file, size]) => {
    if (!pictureName.test(file) || !narrowName.test(file)) return []
    const wide = file.replace(narrowName, '$1')
    const report = (message: string) => [{ file, rule: 'picture', message }]
    if (!files.has(wide))
      return report(
        `This is the narrow drawing of ${wide.slice(1)}, which does not exist. Add that, or rename this one.`,
      )
    if (!size) return report('The size of this picture can’t be read. Save it again in the format of its extension.')
    return size.width > widestNarrow
      ? report(`A narrow drawing is at most ${widestNarrow} px wide; this one is ${size.width}. Draw it narrower.`)
      : []
  })
}

/**
 * Sets the width and height of the portal's own pictures, so that the layout does not shift. A picture alone in its
 * paragraph becomes a figure that can be enlarged, with its Markdown title as the caption. Narrow screens show its
 * narrow drawing. Enlarged, every screen shows the wide one, which has more detail.
 */
export function annotatePictures(tree: Root, pictures: Pictures): void {
  visit(tree, 'image', (image) => {
    const { width, height } = pictures[image.url] ?? {}
    image.data = {
      ...image.data,
      hProperties: { ...(width && { width, height }), loading: 'lazy', decoding: 'async' },
    }
  })

  visit(tree, 'paragraph', (paragraph: Paragraph) => {
    const [image] = paragraph.children
    if (paragraph.children.length !== 1 || image?.type !== 'image') return
    paragraph.data = { hName: 'figure' }
    // Without JavaScript the link opens the picture itself.
    paragraph.children = [
      {
        type: 'link',
        url: image.url,
        data: { hProperties: { className: ['enlarge'], ariaLabel: t('enlargeFigure') } },
        children: [showNarrow(image, pictures[image.url]?.narrow)],
      },
    ]
    if (!image.title) return
    paragraph.children.push(toElement('figcaption', {}, [{ type: 'text', value: image.title }]))
    image.title = null
  })
}

/** Wraps a picture in a <picture> that shows the narrow drawing on narrow screens, if there is one. */
function showNarrow(image: Image, narrow: Picture['narrow']): Image {
  if (!narrow) return image
  const { href: srcSet, width, height } = narrow
  return toElement('picture', {}, [toElement('source', { media: narrowScreens, srcSet, width, height }, []), image])
}

/** Creates an HTML element. mdast-util-to-hast renders a node of unknown type as the element in its data. */
function toElement(hName: string, hProperties: Record<string, unknown>, children: unknown[]): Image {
  return { type: hName, data: { hName, hProperties }, children } as never
}

function decode(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
