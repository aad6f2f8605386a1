/** The manifest of a page's client components, as Next's build wrote it. */
interface ClientReferenceManifest {
  clientModules: Record<string, { chunks: string[] }>
}

interface Manifests {
  clientReferenceManifestsPerRoute: Map<string, { clientReferenceManifest: ClientReferenceManifest }>
}

/** The global under which Next stores its manifests (next/dist/server/app-render/manifests-singleton.js). */
const key = Symbol.for('next.server.manifests')

/**
 * Adds the portal's path to the addresses of client component scripts. Next adds `assetPrefix` to all other files at
 * run time, but reads these addresses unchanged from the build's manifests. Must be called before Next starts.
 */
export function prefixChunkAddresses(basePath: string, target: object = globalThis): void {
  if (!basePath) return
  const prefixed = new WeakMap<ClientReferenceManifest, ClientReferenceManifest>()
  const prefix = (manifest: ClientReferenceManifest): ClientReferenceManifest => {
    const known = prefixed.get(manifest) ?? prefixManifest(manifest, basePath)
    prefixed.set(manifest, known)
    return known
  }
  let manifests: Manifests | undefined
  Object.defineProperty(target, key, {
    configurable: true,
    get: () => manifests,
    set(given: Manifests) {
      const routes = given.clientReferenceManifestsPerRoute
      const set = routes.set.bind(routes)
      routes.set = (route, entry) =>
        set(route, { ...entry, clientReferenceManifest: prefix(entry.clientReferenceManifest) })
      for (const [route, entry] of [...routes]) routes.set(route, entry)
      manifests = given
    },
  })
}

function prefixManifest(manifest: ClientReferenceManifest, basePath: string): ClientReferenceManifest {
  const clientModules = Object.fromEntries(
    Object.entries(manifest.clientModules).map(([id, module]) => [
      id,
      // In development, Next has already added the path.
      { ...module, chunks: module.chunks.map((each) => (each.startsWith('/_next/') ? basePath + each : each)) },
    ]),
  )
  return { ...manifest, clientModules }
}
