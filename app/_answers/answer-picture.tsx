import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { ImageResponse } from 'next/og'
import { LinkPicture, pictureSize, type LinkPictureProps } from '@/components/content/link-picture'
import { formatLifetime } from './answer'

const day = 24 * 60 * 60

let fonts: ReturnType<typeof readFonts> | undefined

/** Renders the picture of a page, which takes a tenth of a second. The page cache keeps it (server/page-cache). */
export async function answerPicture(picture: LinkPictureProps): Promise<Response> {
  fonts ??= readFonts()
  const image = new ImageResponse(<LinkPicture {...picture} />, { ...pictureSize, fonts: await fonts })
  return new Response(await image.arrayBuffer(), {
    headers: { 'Cache-Control': formatLifetime({ fresh: day, stale: 30 * day }), 'Content-Type': 'image/png' },
  })
}

/** Reads the fonts in a format that satori supports; browsers get variable woff2 fonts. */
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
