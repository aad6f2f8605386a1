import path from 'node:path'

const folder = path.join(process.env.NEXT_DIST_DIR ?? '.next', 'portal')

/**
 * The arguments of Node for the server of a build. Without --enable-source-maps, which takes 27 MB: stack traces are
 * readable, since the code is not minified.
 */
export const serverArguments = [
  // By default, V8 lets garbage grow to the size of the live heap.
  '--heap-growing-percent=25',
  path.join(folder, 'main.mjs'),
]

/** Variables of the server unless the operator sets them: glibc would keep up to eight heaps per core. */
export const serverEnvironment = { MALLOC_ARENA_MAX: '2' }

/** The server's main module and those of its workers. */
export const serverModules = {
  main: 'server/main.ts',
  'content-worker': 'lib/content/content-worker.ts',
  'content-git-worker': 'lib/content-git/content-git-worker.ts',
}

/**
 * Bundles the server's modules into a few files beside Next's build. A start then reads about ten files and takes half
 * the CPU time of translating hundreds. The browser's service worker is bundled with them.
 */
export async function bundleServer(): Promise<void> {
  await bundle(folder, serverModules)
  await bundleServiceWorker()
}

/** Options of esbuild for modules that run in Node with their packages from node_modules. */
export const nodeBundle = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  // The package only prevents bundling for a browser.
  alias: { 'server-only': './node_modules/server-only/empty.js' },
  logLevel: 'warning',
} as const

/** Bundles modules into JavaScript files that Node runs without translation. */
export async function bundle(outdir: string, entryPoints: Record<string, string>): Promise<void> {
  // A start with an existing bundle does not need it.
  const { build } = await import('esbuild')
  await build({
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    sourcemap: true,
    ...nodeBundle,
  })
}

async function bundleServiceWorker(): Promise<void> {
  const { build } = await import('esbuild')
  await build({
    entryPoints: ['components/offline/service-worker.ts'],
    outfile: path.join(folder, 'service-worker.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome123', 'firefox128', 'safari17.5'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  })
}
