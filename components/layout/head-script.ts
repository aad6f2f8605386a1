import { holdPressesScript } from '@/components/shelf/hold-presses-script'
import { getBasePath, toAddress } from '@/lib/base-path'
import { initialRenderScript } from './initial-render-script'
import { themeScript } from './theme-script'

/**
 * With Trusted Types, allows script URLs of the portal's own files only; the bundler needs them. The policy creates no
 * scripts from strings and no HTML.
 */
const ownScriptsOnly = `self.trustedTypes?.createPolicy("default",{createScriptURL(u){const{origin,pathname}=new URL(u,location.href);if(origin===location.origin&&(pathname.startsWith("${toAddress('/_next/static/')}")||pathname.startsWith("${toAddress('/_page/')}")))return u}})`

/** Where the bundler finds the files that it loads later, if not at the root of the host. */
const chunkBase = getBasePath() && `self.TURBOPACK_CHUNK_BASE_PATH="${toAddress('/_next/')}";`

/** The first script of every page. It never changes, so the content security policy allows it by its hash. */
export const headScript = `${chunkBase}${themeScript};${initialRenderScript};${holdPressesScript};${ownScriptsOnly}`
