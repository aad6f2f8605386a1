import type { MetadataRoute } from 'next'
import { answer } from '@/app/_answers/answer'
import { addressLogo } from '@/components/layout/logo'
import { toAddress } from '@/lib/base-path'
import { getSettings } from '@/lib/content'
import { t } from '@/messages/generated/common'

export const dynamic = 'force-dynamic'

/** Returns the web manifest, with which browsers install the portal as an app. */
export async function GET(): Promise<Response> {
  const { name, shortName, description, lang, dir, logo } = await getSettings()
  const manifest: MetadataRoute.Manifest = {
    id: toAddress('/'),
    name,
    short_name: shortName,
    description,
    lang,
    ...(dir === 'rtl' && { dir }),
    start_url: toAddress('/'),
    scope: toAddress('/'),
    display: 'minimal-ui',
    background_color: '#fbfcf8',
    theme_color: '#fbfcf8',
    icons: logo
      ? [{ src: addressLogo(logo.light, 'light'), sizes: 'any', type: 'image/svg+xml' }]
      : [
          { src: toAddress('/icon.svg'), sizes: 'any', type: 'image/svg+xml' },
          { src: toAddress('/icon-192.png'), sizes: '192x192', type: 'image/png' },
          { src: toAddress('/icon-512.png'), sizes: '512x512', type: 'image/png' },
          { src: toAddress('/icon-maskable-512.png'), sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
    shortcuts: [{ name: t('yourShelf'), url: toAddress('/shelf') }],
  }
  // Browsers revalidate it each time, as they do a page.
  return answer(JSON.stringify(manifest), 'application/manifest+json', {
    'Cache-Control': 'public, max-age=0, must-revalidate',
  })
}
