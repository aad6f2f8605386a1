import type { NextConfig } from 'next'
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
  // The compiler comes with next-mdx-remote.
  serverExternalPackages: [...Object.keys(packageJson.dependencies), '@mdx-js/mdx'].filter(
    (name) => !bundled.includes(name),
  ),
  images: { unoptimized: true },
  experimental: {
    globalNotFound: true,
    // Nobody waits for the server's own code to come over a wire; as it is written, it is made sooner, and a stack in the log can be read.
    serverMinification: false,
    // It takes more to write than the next build saves, and grew to 600 MB.
    turbopackFileSystemCacheForBuild: false,
    turbopackPluginRuntimeStrategy: 'workerThreads',
  },

  redirects: async () => [
    // The addresses that such pages had as generated files.
    { source: '/:slug.html', destination: '/:slug', permanent: true },
    // A topic's Markdown has the address below alone.
    { source: '/:slug/markdown', destination: '/:slug.md', permanent: true },
    // Where password managers look for the form.
    { source: '/.well-known/change-password', destination: '/account#password', permanent: false },
  ],

  rewrites: async () => [{ source: '/:slug.md', destination: '/:slug/markdown' }],
}

export default config
