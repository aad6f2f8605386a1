'use client'

import { t } from '@/messages/generated/layout'
import { setTheme, themes, useTheme } from './theme'

const labels = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark' } as const

/**
 * Lets a reader choose the system's, the light or the dark theme. Buttons, since a press before hydration is held and
 * replayed (components/inline/page-loader.ts). The style sheet underlines the current theme from the first paint on.
 */
export function ThemeChooser() {
  const theme = useTheme()
  return (
    <div role="group" aria-label={t('theme')} className="theme-chooser">
      {themes.map((each) => (
        <button key={each} type="button" value={each} aria-pressed={theme === each} onClick={() => setTheme(each)}>
          {t(labels[each])}
        </button>
      ))}
    </div>
  )
}
