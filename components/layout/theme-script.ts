/** Where the reader's choice is kept: `light` or `dark`; nothing where the system chooses. */
export const themeKey = 'theme'

/**
 * Runs before anything is painted, so that a chosen theme never flashes. The pages are the same for everyone.
 */
export const themeScript = `try{document.documentElement.dataset.theme=localStorage.${themeKey}||""}catch{}`
