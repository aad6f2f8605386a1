import path from 'node:path'

const folder = path.join(process.env.NEXT_DIST_DIR ?? '.next', 'portal')

/**
 * The arguments of Node for the server of a build. No source maps: they take 27 MB, and stack traces are readable
 * without, since the code is not minified.
 */
export const serverArguments = [
  // By default, V8 lets garbage grow to the size of the live heap.
  '--heap-growing-percent=25',
  path.join(folder, 'main.mjs'),
]

/** Variables of the server unless the operator sets them: glibc would keep up to eight heaps per core. */
export const serverEnvironment = { MALLOC_ARENA_MAX: '2' }

/**
 * Bundles the server's modules into a few files beside Next's build. A start then reads about ten files and takes half
 * the CPU time of translating hundreds.
 */
export async function bundleServer(): Promise<void> {
  // A start with an existing bundle does not need it.
  const { build } = await import('esbuild')
  await build({
    entryPoints: { main: 'server/main.ts', 'content-worker': 'lib/content/content-worker.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    // The package only prevents bundling for a browser.
    alias: { 'server-only': './node_modules/server-only/empty.js' },
    sourcemap: true,
    logLevel: 'warning',
  })
}
