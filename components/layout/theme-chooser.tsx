'use client'

import { useId } from 'react'
import { setTheme, themes, useTheme } from './theme'

const labels = { system: 'System', light: 'Light', dark: 'Dark' }

/** Lets a reader choose the system's theme, the light or the dark one. */
export function ThemeChooser() {
  const theme = useTheme()
  const name = useId()
  return (
    <fieldset className="theme-chooser print:hidden">
      <legend>Theme</legend>
      {themes.map((each) => (
        <label key={each}>
          <input type="radio" name={name} checked={theme === each} onChange={() => setTheme(each)} />
          {labels[each]}
        </label>
      ))}
    </fieldset>
  )
}
