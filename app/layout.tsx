import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { styleAccent } from '@/components/layout/accent'
import { headScript } from '@/components/layout/head-script'
import { addressLogo } from '@/components/layout/logo'
import { getBasePath, toAddress } from '@/lib/base-path'
import { getSettings } from '@/lib/content'
import * as fonts from './_fonts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const { name, description, logo } = await getSettings()
  return {
    title: { default: name, template: `%s · ${name}` },
    description,
    manifest: toAddress('/manifest.webmanifest'),
    icons: logo
      ? { icon: { url: addressLogo(logo.light, 'light'), type: 'image/svg+xml' } }
      : { icon: { url: toAddress('/icon.svg'), type: 'image/svg+xml' }, apple: toAddress('/apple-touch-icon.png') },
  }
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfcf8' },
    { media: '(prefers-color-scheme: dark)', color: '#121815' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { lang, dir, accent } = await getSettings()
  return (
    // The script sets the theme on it before React comes. Within a page one glides, from page to page not.
    <html
      lang={lang}
      dir={dir === 'rtl' ? dir : undefined}
      style={styleAccent(accent)}
      data-base={getBasePath() || undefined}
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
