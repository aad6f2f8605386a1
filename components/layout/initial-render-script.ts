/**
 * Skips the layout of lists below the first screen until the first paint (`data-first`, app/resources.css), as they take
 * longer than the rest of the page. Does nothing for a link to a section or a return to the page, which need positions.
 */
export const initialRenderScript = `(d=>{if(location.hash||performance.getEntriesByType("navigation")[0]?.type!="navigate")return;d.first="";requestAnimationFrame(()=>setTimeout(()=>delete d.first))})(document.documentElement.dataset)`
