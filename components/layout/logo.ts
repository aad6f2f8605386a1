import { toAddress } from '@/lib/base-path'
import type { Logo } from '@/lib/content'

/** The height of a logo next to the name, in pixels. */
const height = 24

/** Returns the address of a logo; it changes with the picture. */
export function addressLogo({ version }: Logo, theme: 'light' | 'dark'): string {
  return toAddress(`${theme === 'dark' ? '/logo-dark.svg' : '/logo.svg'}?v=${version}`)
}

/** Returns the size of a logo, so that nothing moves when it loads. */
export function sizeLogo({ ratio }: Logo): { width: number; height: number } {
  return { width: Math.round(height * ratio), height }
}
