/**
 * Skips the style and layout of everything below the first screen until the first paint (`data-first`; app/prose.css,
 * app/resources.css). Afterwards adds prose first, then lists once the browser is idle, so that no task is long. Does
 * nothing for a link to a section or a return to the page, which need positions.
 */
export const initialRenderScript = `(d=>{if(location.hash||performance.getEntriesByType("navigation")[0]?.type!="navigate")return;d.first="all";new PerformanceObserver((l,o)=>{if(!l.getEntriesByName("first-contentful-paint")[0])return;o.disconnect();d.first="lists";(self.requestIdleCallback||setTimeout)(()=>delete d.first,{timeout:1000})}).observe({type:"paint",buffered:true})})(document.documentElement.dataset)`
