import type { NextConfig } from 'next'
import { PHASE_PRODUCTION_BUILD } from 'next/constants'
import { getBasePath } from './lib/base-path'
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

  // The server redirects, below whatever path the portal is (server/base-path.ts).
  skipTrailingSlashRedirect: true,

  rewrites: async () => [{ source: '/:slug.md', destination: '/:slug/markdown' }],
}

/** The build knows no BASE_URL; a server that starts does. */
export default function getConfig(phase: string): NextConfig {
  return { ...config, assetPrefix: phase === PHASE_PRODUCTION_BUILD ? undefined : getBasePath() }
}
