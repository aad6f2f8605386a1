import path from 'node:path'

const folder = path.join(process.env.NEXT_DIST_DIR ?? '.next', 'portal')

/** The file that runs the server of a build. */
export const serverFile = path.join(folder, 'main.mjs')

/**
 * Puts the server's own modules together into a few files of JavaScript, beside what Next built: a start then reads
 * some ten files, and takes half the processor time of one that translates hundreds.
 */
export async function bundleServer(): Promise<void> {
  // Not needed by a start that finds the bundle.
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
    // All that the package does is to refuse being bundled for a browser.
    alias: { 'server-only': './node_modules/server-only/empty.js' },
    sourcemap: true,
    logLevel: 'warning',
  })
}
