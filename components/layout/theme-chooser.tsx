'use client'

import { setTheme, themes, useTheme } from './theme'

const words = { system: 'System', light: 'Light', dark: 'Dark' }

/**
 * The choice between the system's theme, the light and the dark one. Buttons, as a press on one before script listens
 * is held and replayed (server/pages/loader.ts); the style sheet shows which is chosen from the first paint on.
 */
export function ThemeChooser() {
  const theme = useTheme()
  return (
    <div role="group" aria-label="Theme" className="theme-chooser">
      {themes.map((each) => (
        <button key={each} type="button" value={each} aria-pressed={theme === each} onClick={() => setTheme(each)}>
          {words[each]}
        </button>
      ))}
    </div>
  )
}
