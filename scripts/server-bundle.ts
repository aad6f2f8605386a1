import path from 'node:path'

const folder = path.join(process.env.NEXT_DIST_DIR ?? '.next', 'portal')

/**
 * What Node is given to run the server of a build. No source maps: they take 27 MB, and the code is not minified, so
 * that a stack in the log can be read without (docs/operating.md).
 */
export const serverArguments = [
  // Without it V8 lets garbage grow to as much as is in use, before it clears away.
  '--heap-growing-percent=25',
  path.join(folder, 'main.mjs'),
]

/** The server's environment, where an operator sets no other: glibc would keep up to eight heaps for each core. */
export const serverEnvironment = { MALLOC_ARENA_MAX: '2' }

/**
 * Puts the server's own modules together into a few files of JavaScript, beside what Next built: a start then reads
 * some ten files, and takes half the processor time of one that translates hundreds.
 */
export function bundleServer(): Promise<void> {
  return bundle(folder, {
    main: 'server/main.ts',
    'content-worker': 'lib/content/content-worker.ts',
    'content-git-worker': 'lib/content-git/content-git-worker.ts',
  })
}

/** Puts modules together into files of JavaScript that Node runs as they are. */
export async function bundle(outdir: string, entryPoints: Record<string, string>): Promise<void> {
  // Not needed by a start that finds the bundle.
  const { build } = await import('esbuild')
  await build({
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    // All that the package does is to refuse being bundled for a browser.
    alias: { 'server-only': './node_modules/server-only/empty.js' },
    sourcemap: true,
    logLevel: 'warning',
  })
}
