import { toAddress } from '@/lib/base-path'
import type { Logo } from '@/lib/content'

/** The height of a logo beside the name, in pixels. */
const height = 24

/** Returns where a logo is served; another address once the picture changes. */
export function addressLogo({ version }: Logo, theme: 'light' | 'dark'): string {
  return toAddress(`${theme === 'dark' ? '/logo-dark.svg' : '/logo.svg'}?v=${version}`)
}

/** Returns the size of a logo, so that nothing moves when it comes. */
export function sizeLogo({ ratio }: Logo): { width: number; height: number } {
  return { width: Math.round(height * ratio), height }
}
