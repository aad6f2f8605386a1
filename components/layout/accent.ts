import type { CSSProperties } from 'react'
import type { Settings } from '@/lib/content'

/** Returns the colours of a portal that has its own, for its root element; the style sheet has the built-in ones. */
export function formatAccent(accent: Settings['accent']): string | undefined {
  return accent ? `light-dark(${accent.light}, ${accent.dark})` : undefined
}

/** Returns the style of the root element of a portal with its own colours. */
export function styleAccent(accent: Settings['accent']): CSSProperties | undefined {
  return accent ? ({ '--color-petrol': formatAccent(accent) } as CSSProperties) : undefined
}
