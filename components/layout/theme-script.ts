import { nameStored } from '@/lib/base-path'

/** Where the reader's choice is kept: `light` or `dark`; nothing where the system chooses. */
export const themeKey = nameStored('theme')

/** The paper's colours, for the window's own frame (app/globals.css). */
export const paper = { light: '#fbfcf8', dark: '#121815' }

/**
 * Runs before anything is painted, so that a chosen theme never flashes. The pages are the same for everyone.
 * The window's own frame takes the first theme-color that holds, so the chosen one comes first.
 */
export const themeScript = `try{((d,t)=>{d.documentElement.dataset.theme=t;const c=${JSON.stringify(paper)}[t];if(c){const m=d.createElement("meta");m.name="theme-color";m.content=c;m.dataset.chosen="";d.head.prepend(m)}})(document,localStorage["${themeKey}"]||"")}catch{}`
