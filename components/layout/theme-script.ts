import { nameStored } from '@/lib/base-path'

/** The storage key of the reader's choice: `light`, `dark`, or no entry for the system's theme. */
export const themeKey = nameStored('theme')

/** The background colours (app/globals.css), for the browser's own frame. */
export const paper = { light: '#fbfcf8', dark: '#121815' }

/**
 * Sets the chosen theme before the first paint, so that it never flashes; cached pages are the same for everyone. The
 * chosen theme-color goes first, since browsers use the first one that applies.
 */
export const themeScript = `try{((d,t)=>{d.documentElement.dataset.theme=t;const c=${JSON.stringify(paper)}[t];if(c){const m=d.createElement("meta");m.name="theme-color";m.content=c;m.dataset.chosen="";d.head.prepend(m)}})(document,localStorage["${themeKey}"]||"")}catch{}`
