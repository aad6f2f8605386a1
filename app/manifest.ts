import type { MetadataRoute } from 'next'
import { portalDescription } from './description'

/** What a browser needs to know to put the portal among a device's programs. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Lectern',
    short_name: 'Lectern',
    description: portalDescription,
    lang: 'en',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    background_color: '#fbfcf8',
    theme_color: '#fbfcf8',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [{ name: 'My shelf', url: '/shelf' }],
  }
}
