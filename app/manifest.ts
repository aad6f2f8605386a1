import type { MetadataRoute } from 'next'
import { addressLogo } from '@/components/layout/logo'
import { getSettings } from '@/lib/content'

export const dynamic = 'force-dynamic'

/** Returns the web manifest, with which browsers install the portal as an app. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const { name, shortName, description, lang, dir, logo } = await getSettings()
  return {
    id: '/',
    name,
    short_name: shortName,
    description,
    lang,
    ...(dir === 'rtl' && { dir }),
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    background_color: '#fbfcf8',
    theme_color: '#fbfcf8',
    icons: logo
      ? [{ src: addressLogo(logo.light, 'light'), sizes: 'any', type: 'image/svg+xml' }]
      : [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
    shortcuts: [{ name: 'Your shelf', url: '/shelf' }],
  }
}
