import path from 'node:path'
import { imageSizeFromFile } from 'image-size/fromFile'
import type { Image, Paragraph, Root } from 'mdast'
import { visit } from 'unist-util-visit'

/**
 * Sets the width and height of the portal's own pictures, so that the layout does not shift. A picture alone in
 * its paragraph becomes a figure that can be enlarged, with its Markdown title as the caption.
 */
export async function annotatePictures(tree: Root, publicFolder = path.resolve('public')): Promise<void> {
  const pictures: Image[] = []
  visit(tree, 'image', (image) => {
    pictures.push(image)
  })
  for (const image of pictures)
    image.data = {
      ...image.data,
      hProperties: { ...(await measure(image.url, publicFolder)), loading: 'lazy', decoding: 'async' },
    }

  visit(tree, 'paragraph', (paragraph: Paragraph) => {
    const [image] = paragraph.children
    if (paragraph.children.length !== 1 || image?.type !== 'image') return
    paragraph.data = { hName: 'figure' }
    // Without JavaScript the link opens the picture itself.
    paragraph.children = [
      {
        type: 'link',
        url: image.url,
        data: { hProperties: { className: ['enlarge'], ariaLabel: 'Enlarge the figure' } },
        children: [image],
      },
    ]
    if (!image.title) return
    // mdast-util-to-hast renders a node of unknown type as the HTML element in its data.
    paragraph.children.push({
      type: 'caption',
      data: { hName: 'figcaption' },
      children: [{ type: 'text', value: image.title }],
    } as never)
    image.title = null
  })
}

async function measure(url: string, publicFolder: string): Promise<{ width?: number; height?: number }> {
  if (!url.startsWith('/') || url.includes('..')) return {}
  try {
    const { width, height } = await imageSizeFromFile(path.join(publicFolder, url))
    return { width, height }
  } catch {
    return {}
  }
}
