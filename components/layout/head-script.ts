import { holdPressesScript } from '@/components/shelf/hold-presses-script'
import { initialRenderScript } from './initial-render-script'
import { themeScript } from './theme-script'

/**
 * With Trusted Types, allows script URLs of the portal's own files only, for the bundler's sake. The policy creates no
 * scripts from strings and no HTML.
 */
const ownScriptsOnly = `self.trustedTypes?.createPolicy("default",{createScriptURL(u){const{origin,pathname}=new URL(u,location.href);if(origin===location.origin&&(pathname.startsWith("/_next/static/")||pathname.startsWith("/_page/")))return u}})`

/** The first script of every page. It never changes, so the content security policy allows it by its hash. */
export const headScript = `${themeScript};${initialRenderScript};${holdPressesScript};${ownScriptsOnly}`
