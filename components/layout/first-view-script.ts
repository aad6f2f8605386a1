/**
 * While a page is first shown, lists below its first screen are not laid out (`data-first`, app/resources.css): each
 * with its controls, they take longer than all the rest. Right after that they are, so that all that is later done
 * with places on the page finds them where they are. Whoever comes to a place within the page, or back to it, waits.
 */
export const firstViewScript = `(d=>{if(location.hash||performance.getEntriesByType("navigation")[0]?.type!="navigate")return;d.first="";requestAnimationFrame(()=>setTimeout(()=>delete d.first))})(document.documentElement.dataset)`
