import path from 'node:path'
import { imageSizeFromFile } from 'image-size/fromFile'
import type { Image, Paragraph, Root } from 'mdast'
import { visit } from 'unist-util-visit'

/**
 * Gives every picture of the portal its width and height, so that nothing moves when it comes, and
 * makes of a picture alone in its paragraph a figure that can be enlarged, its Markdown title the caption.
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
    // Without script it leads to the picture alone.
    paragraph.children = [
      {
        type: 'link',
        url: image.url,
        data: { hProperties: { className: ['enlarge'], ariaLabel: 'Enlarge the figure' } },
        children: [image],
      },
    ]
    if (!image.title) return
    // A node of no known type becomes the HTML element that its data names.
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
