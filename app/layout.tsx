import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { styleAccent } from '@/components/layout/accent'
import { headScript } from '@/components/inline/scripts'
import { addressLogo } from '@/components/layout/logo'
import { getBasePath, toAddress } from '@/lib/base-path'
import { getSettings } from '@/lib/content'
import * as fonts from './_fonts'
import './globals.css'

/** The metadata of the page. */
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

/** The viewport settings of all pages. */
export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfcf8' },
    { media: '(prefers-color-scheme: dark)', color: '#121815' },
  ],
}

/** The root layout: the language, the theme and the fonts. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const { lang, dir, accent, contact } = await getSettings()
  return (
    // The script sets the theme before hydration. Scrolling is smooth within a page, not between pages.
    <html
      lang={lang}
      dir={dir === 'rtl' ? dir : undefined}
      style={styleAccent(accent)}
      data-base={getBasePath() || undefined}
      data-contact={contact ?? undefined}
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
