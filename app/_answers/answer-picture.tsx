import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { ImageResponse } from 'next/og'
import { LinkPicture, pictureSize, type LinkPictureProps } from '@/components/content/link-picture'
import { formatLifetime, isKnown, nameVersion } from './answer'

/** Goes up when pictures come to look otherwise. */
const design = '1'
const day = 24 * 60 * 60
/** As many pictures stay in memory, of some forty kilobytes each. */
const kept = 100

const pictures = new Map<string, Promise<ArrayBuffer>>()
let fonts: ReturnType<typeof readFonts> | undefined

/** Answers with the picture of a page. It is drawn when somebody wants to see it, not for HEAD or who has it already: that takes a tenth of a second. */
export async function answerPicture(request: Request, picture: LinkPictureProps): Promise<Response> {
  const etag = nameVersion(design, JSON.stringify(picture))
  const headers = { ETag: etag, 'Cache-Control': formatLifetime({ fresh: day, stale: 30 * day }) }
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers })
  const body = request.method === 'HEAD' ? null : await getPicture(etag, picture)
  return new Response(body, { headers: { ...headers, 'Content-Type': 'image/png' } })
}

/** Draws each picture once, however many ask for it at the same time. */
function getPicture(etag: string, picture: LinkPictureProps): Promise<ArrayBuffer> {
  const known = pictures.get(etag)
  if (known) return known
  const [oldest] = pictures.keys()
  if (oldest !== undefined && pictures.size >= kept) pictures.delete(oldest)
  const drawn = draw(picture)
  pictures.set(etag, drawn)
  drawn.catch(() => pictures.delete(etag))
  return drawn
}

async function draw(picture: LinkPictureProps): Promise<ArrayBuffer> {
  fonts ??= readFonts()
  return new ImageResponse(<LinkPicture {...picture} />, { ...pictureSize, fonts: await fonts }).arrayBuffer()
}

/** The house's type as the drawing library reads it; what browsers get is woff2 and variable. */
function readFonts() {
  const folder = path.join(process.cwd(), 'node_modules/@fontsource/bricolage-grotesque/files')
  return Promise.all(
    ([600, 800] as const).map(async (weight) => ({
      name: 'Bricolage',
      weight,
      style: 'normal' as const,
      data: await readFile(path.join(folder, `bricolage-grotesque-latin-${weight}-normal.woff`)),
    })),
  )
}
