import type { NextConfig } from 'next'
import { PHASE_PRODUCTION_BUILD } from 'next/constants'
import { getBasePath } from './lib/base-path'
import packageJson from './package.json'

/** A build beside the usual one, with a tsconfig of its own, since Next writes into that. */
const beside = process.env.NEXT_DIST_DIR

/** What has to be part of a bundle; of all other packages the server takes the files that are installed, which is a third less work for a build. */
const bundled = ['next', 'next-mdx-remote', 'react', 'react-dom', 'server-only']

const config: NextConfig = {
  distDir: beside ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: import.meta.dirname },
  transpilePackages: ['next-mdx-remote'],
  // "npm test" checks the types; who only runs the portal need not wait for it.
  typescript: { ignoreBuildErrors: true, tsconfigPath: beside && `${beside}.tsconfig.json` },
  serverExternalPackages: Object.keys(packageJson.dependencies).filter((name) => !bundled.includes(name)),
  images: { unoptimized: true },
  experimental: {
    globalNotFound: true,
    // Nobody waits for the server's own code to come over a wire; as it is written, it is made sooner, and a stack in the log can be read.
    serverMinification: false,
    // It takes more to write than the next build saves, and grew to 600 MB.
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
