/** What Next knows of the client components of a page, as its build wrote it. */
interface ClientReferenceManifest {
  clientModules: Record<string, { chunks: string[] }>
}

interface Manifests {
  clientReferenceManifestsPerRoute: Map<string, { clientReferenceManifest: ClientReferenceManifest }>
}

/** Where Next keeps them (next/dist/server/app-render/manifests-singleton.js). */
const key = Symbol.for('next.server.manifests')

/**
 * Makes Next name the scripts of client components below the portal's path. It puts `assetPrefix` in front of all
 * other files of a build as it answers, but of these scripts the build wrote whole addresses. Must be called before
 * Next starts.
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
      // While developing, Next has put it there.
      { ...module, chunks: module.chunks.map((each) => (each.startsWith('/_next/') ? basePath + each : each)) },
    ]),
  )
  return { ...manifest, clientModules }
}
