import { useSyncExternalStore } from 'react'
import { paper } from '@/components/inline/head'
import { writeStored } from '@/components/ui/browser-storage'
import { themeKey } from '@/components/ui/storage-keys'

/** The themes that a reader can choose. */
export const themes = ['system', 'light', 'dark'] as const

/** One of `themes`. */
export type Theme = (typeof themes)[number]

const chosen = 'portal-theme-chosen'

function read(): Theme {
  return themes.find((theme) => theme === document.documentElement.dataset.theme) ?? 'system'
}

/** Applies a theme to this page. */
function show(theme: Theme): void {
  document.documentElement.dataset.theme = theme === 'system' ? '' : theme
  document.querySelector('meta[name="theme-color"][data-chosen]')?.remove()
  if (theme !== 'system') {
    const meta = document.createElement('meta')
    Object.assign(meta, { name: 'theme-color', content: paper[theme] })
    meta.dataset.chosen = ''
    document.head.prepend(meta)
  }
  dispatchEvent(new Event(chosen))
}

function subscribe(listener: () => void): () => void {
  // Fires for changes by other tabs only.
  const onStorage = ({ key, newValue }: StorageEvent) => {
    if (key === themeKey || key === null) show(themes.find((theme) => theme === newValue) ?? 'system')
  }
  addEventListener(chosen, listener)
  addEventListener('storage', onStorage)
  return () => {
    removeEventListener(chosen, listener)
    removeEventListener('storage', onStorage)
  }
}

/** Returns the chosen theme. */
export function useTheme(): Theme {
  return useSyncExternalStore<Theme>(subscribe, read, () => 'system')
}

/** Sets the theme in all tabs of this browser. */
export function setTheme(theme: Theme): void {
  // If the browser stores nothing, the choice lasts as long as the page.
  writeStored(themeKey, theme === 'system' ? null : theme)
  show(theme)
}
