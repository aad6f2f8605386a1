import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { headScript } from '@/components/layout/head-script'
import { portalDescription } from './description'
import * as fonts from './_fonts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Lectern', template: '%s · Lectern' },
  description: portalDescription,
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' }, apple: '/apple-touch-icon.png' },
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfcf8' },
    { media: '(prefers-color-scheme: dark)', color: '#121815' },
  ],
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The script sets the theme on it before React comes. Within a page one glides, from page to page not.
    <html
      lang="en"
      data-scroll-behavior="smooth"
      className={Object.values(fonts)
        .map(({ variable }) => variable)
        .join(' ')}
      suppressHydrationWarning
    >
      <head>
        <script dangerouslySetInnerHTML={{ __html: headScript }} />
      </head>
      <body>{children}</body>
    </html>
  )
}
