import { useSyncExternalStore } from 'react'
import { writeStored } from '@/components/ui/browser-storage'
import { paper, themeKey } from './theme-script'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const chosen = 'lectern-theme-chosen'

function read(): Theme {
  return themes.find((theme) => theme === document.documentElement.dataset.theme) ?? 'system'
}

/** Shows a theme on this page. */
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
  // The browser tells other tabs only.
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

/** The theme that this browser's reader chose. */
export function useTheme(): Theme {
  return useSyncExternalStore<Theme>(subscribe, read, () => 'system')
}

/** Chooses a theme, here and in the browser's other tabs. */
export function setTheme(theme: Theme): void {
  // Where the browser stores nothing, it lasts as long as the page.
  writeStored(themeKey, theme === 'system' ? null : theme)
  show(theme)
}
