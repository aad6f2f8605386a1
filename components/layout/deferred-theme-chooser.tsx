'use client'

import { useEffect, useState, type ComponentType } from 'react'
import { whenIdle } from './when-idle'

/** Loads the theme chooser once the browser is idle. An earlier choice applies from the first paint. */
export function DeferredThemeChooser() {
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
