import { holdPressesScript } from '@/components/shelf/hold-presses-script'
import { firstViewScript } from './first-view-script'
import { themeScript } from './theme-script'

/**
 * Of what becomes a script, browsers with Trusted Types take the portal's own files only; the bundler, which
 * loads them, knows nothing of that. Texts and HTML are no scripts under this policy at all.
 */
const ownScriptsOnly = `self.trustedTypes?.createPolicy("default",{createScriptURL(u){const{origin,pathname}=new URL(u,location.href);if(origin===location.origin&&(pathname.startsWith("/_next/static/")||pathname.startsWith("/_page/")))return u}})`

/** What every page runs before anything else. A policy for scripts names it by its hash, since it never changes. */
export const headScript = `${themeScript};${firstViewScript};${holdPressesScript};${ownScriptsOnly}`
