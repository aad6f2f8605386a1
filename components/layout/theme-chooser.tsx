'use client'

import { setTheme, themes, useTheme } from './theme'

const labels = { system: 'System', light: 'Light', dark: 'Dark' }

/**
 * Lets a reader choose the system's theme, the light or the dark one. Buttons, since a press before hydration is held
 * and replayed (server/pages/loader.ts); the style sheet underlines the theme in force from the first paint on.
 */
export function ThemeChooser() {
  const theme = useTheme()
  return (
    <div role="group" aria-label="Theme" className="theme-chooser">
      {themes.map((each) => (
        <button key={each} type="button" value={each} aria-pressed={theme === each} onClick={() => setTheme(each)}>
          {labels[each]}
        </button>
      ))}
    </div>
  )
}
