'use client'

import { useEffect, useState, type ComponentType } from 'react'
import { whenIdle } from './when-idle'

/**
 * Where the theme is chosen. It comes with script, and late: a choice made before shows from the first
 * paint on.
 */
export function ThemePlace() {
  const [Chooser, setChooser] = useState<ComponentType>()
  useEffect(
    () =>
      whenIdle(async (isWanted) => {
        const { ThemeChooser } = await import('./enhance-page')
        if (isWanted()) setChooser(() => ThemeChooser)
      }),
    [],
  )
  return Chooser && <Chooser />
}
