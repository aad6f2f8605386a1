import { pictureSize } from './link-picture'

interface LinkPreviewProps {
  /** The portal's name. */
  siteName: string
  type: 'website' | 'article'
  title: string
  description: string
  /** The path of the page's address, and that of its picture. */
  path: string
  picture: string
  /** The portal's address. */
  baseUrl: string
  /** The portal's address if others can reach it. */
  publicUrl: string | null
}

/**
 * The meta tags for link previews. Not in Next's metadata, which would repeat the title, description and picture for X,
 * although X reads these.
 */
export function LinkPreview({
  siteName,
  type,
  title,
  description,
  path,
  picture,
  baseUrl,
  publicUrl,
}: LinkPreviewProps) {
  return (
    <>
      <meta property="og:type" content={type} />
      <meta property="og:site_name" content={siteName} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      {publicUrl && <meta property="og:url" content={publicUrl + path} />}
      <meta property="og:image" content={baseUrl + picture} />
      <meta property="og:image:width" content={String(pictureSize.width)} />
      <meta property="og:image:height" content={String(pictureSize.height)} />
      <meta property="og:image:alt" content={title} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  )
}
