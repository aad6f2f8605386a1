import type { CSSProperties } from 'react'
import type { Settings } from '@/lib/content'

/** Returns a portal's own accent colours as a CSS value; undefined for the built-in ones. */
export function formatAccent(accent: Settings['accent']): string | undefined {
  return accent ? `light-dark(${accent.light}, ${accent.dark})` : undefined
}

/** Returns the style of the root element that sets a portal's own accent colours. */
export function styleAccent(accent: Settings['accent']): CSSProperties | undefined {
  return accent ? ({ '--color-petrol': formatAccent(accent) } as CSSProperties) : undefined
}
