import { holdPressesScript } from '@/components/shelf/hold-presses-script'
import { getBasePath, toAddress } from '@/lib/base-path'
import { firstViewScript } from './first-view-script'
import { themeScript } from './theme-script'

/**
 * Of what becomes a script, browsers with Trusted Types take the portal's own files only; the bundler, which
 * loads them, knows nothing of that. Texts and HTML are no scripts under this policy at all.
 */
const ownScriptsOnly = `self.trustedTypes?.createPolicy("default",{createScriptURL(u){const{origin,pathname}=new URL(u,location.href);if(origin===location.origin&&(pathname.startsWith("${toAddress('/_next/static/')}")||pathname.startsWith("${toAddress('/_page/')}")))return u}})`

/** Where the bundler finds the files that it loads later, if not at the root of the host. */
const chunkBase = getBasePath() && `self.TURBOPACK_CHUNK_BASE_PATH="${toAddress('/_next/')}";`

/** What every page runs before anything else. A policy for scripts names it by its hash, since it never changes. */
export const headScript = `${chunkBase}${themeScript};${firstViewScript};${holdPressesScript};${ownScriptsOnly}`
