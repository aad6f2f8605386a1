'use client'

import { setTheme, themes, useTheme } from './theme'

const labels = { system: 'System', light: 'Light', dark: 'Dark' }

/**
 * Lets a reader choose the system's, the light or the dark theme. Buttons, since a press before hydration is held and
 * replayed (server/pages/loader.ts). The style sheet underlines the current theme from the first paint on.
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
