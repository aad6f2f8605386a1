import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { themeScript } from '@/components/layout/theme-script'
import { code, prose, proseItalic, ui } from './fonts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Lectern', template: '%s · Lectern' },
  description: 'One page a topic, the best tutorials on each, and a place to keep what you have read.',
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
    // The script sets the theme on it before React comes.
    <html lang="en" className={`${ui.variable} ${prose.variable} ${proseItalic.variable} ${code.variable}`} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>{children}</body>
    </html>
  )
}
