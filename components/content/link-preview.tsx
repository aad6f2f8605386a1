import { pictureSize } from './link-picture'

interface LinkPreviewProps {
  /** The portal's name. */
  siteName: string
  type: 'website' | 'article'
  title: string
  description: string
  /** The page's address from the slash on, and its picture's. */
  path: string
  picture: string
  /** The portal's address, and the same where it leads here from elsewhere too. */
  baseUrl: string
  publicUrl: string | null
}

/**
 * What a link to this page is shown with elsewhere. React puts it into the head. Next's own metadata
 * would say title, description and picture a second time for X, which reads these.
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
