import type { NextConfig } from 'next'
import packageJson from './package.json'

/** A build in another folder, with a separate tsconfig, since Next writes into that file. */
const otherFolder = process.env.NEXT_DIST_DIR

/** Packages that must be bundled. The server loads all others from node_modules, which makes builds a third faster. */
const bundled = ['next', 'next-mdx-remote', 'react', 'react-dom', 'server-only']

const config: NextConfig = {
  distDir: otherFolder ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: import.meta.dirname },
  transpilePackages: ['next-mdx-remote'],
  // "npm test" checks the types.
  typescript: { ignoreBuildErrors: true, tsconfigPath: otherFolder && `${otherFolder}.tsconfig.json` },
  // The compiler comes with next-mdx-remote.
  serverExternalPackages: [...Object.keys(packageJson.dependencies), '@mdx-js/mdx'].filter(
    (name) => !bundled.includes(name),
  ),
  images: { unoptimized: true },
  experimental: {
    globalNotFound: true,
    // The server's code is not sent over a network: unminified, it is built faster, and stack traces are readable.
    serverMinification: false,
    // Writing the cache takes longer than it saves in the next build, and it grew to 600 MB.
    turbopackFileSystemCacheForBuild: false,
    turbopackPluginRuntimeStrategy: 'workerThreads',
  },

  redirects: async () => [
    // The former addresses of these pages, as static files.
    { source: '/:slug.html', destination: '/:slug', permanent: true },
    // The Markdown of a topic is only at the address below.
    { source: '/:slug/markdown', destination: '/:slug.md', permanent: true },
    // The address that password managers open.
    { source: '/.well-known/change-password', destination: '/account#password', permanent: false },
  ],

  rewrites: async () => [{ source: '/:slug.md', destination: '/:slug/markdown' }],
}

export default config
