import type { NextConfig } from 'next'
import packageJson from './package.json'
import { readBuiltPortal } from './lib/content/built-portal'
import { getContentFolder } from './lib/content/get-portal'
import type { Portal } from './lib/content/portal'
import { resourceParameters } from './lib/resource-list'
import { sessionCookie } from './lib/session-cookie'
import { writeSlugPatterns } from './lib/slug-patterns'

/** As our commands read it before Next starts, which could not compile here what reads Markdown: a config's imports it compiles only while it loads the config. */
async function getPortal(): Promise<Portal> {
  const portal = await readBuiltPortal(getContentFolder())
  if (!portal)
    throw new Error(
      'The content has not been read. Use "npm run build", "npm run dev" or "npm start", which do so before they start Next.',
    )
  return portal
}

/** Pages that are no topics and have a rendering for readers too. */
const overviews = ['contents', 'resources']

/**
 * Patterns for the addresses of all pages with two renderings, so that any other gets the page for what is
 * not there, made at build. Topics that an editor adds while the development server runs are not known
 * here: there it is every address that none of the portal's own has.
 */
async function matchPages(): Promise<string[]> {
  if (process.env.NODE_ENV === 'development')
    return [
      '/:slug((?!account$|confirm-email$|forgot-password$|healthz$|metrics$|readyz$|reset-password$|search$|shelf$|sign-in$|sign-up$|reader$)[a-z0-9-]+)',
    ]
  return writeSlugPatterns([...overviews, ...(await getPortal()).topics.keys()])
}

/** One address, two renderings: who has a session cookie is sent to the pages under `app/reader`. */
const sessionCookies = Object.values(sessionCookie).map((key) => ({ type: 'cookie' as const, key }))
const forReaders = sessionCookies.map((cookie) => ({ has: [cookie] }))

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

  redirects: async () => [
    // The addresses that such pages had as generated files.
    { source: '/:slug.html', destination: '/:slug', permanent: true },
    // Pages that were renamed; readers and search engines hold their former addresses.
    ...[...(await getPortal()).moves.topics].map(([former, slug]) => ({
      source: `/${former}`,
      destination: `/${slug}`,
      permanent: true,
    })),
    // The rendering for readers has no address of its own.
    { source: '/reader', destination: '/', permanent: false },
    { source: '/reader/:path+', destination: '/:path+', permanent: false },
    // Nor has a topic's Markdown but the one below.
    { source: '/:slug/markdown', destination: '/:slug.md', permanent: true },
    // Where password managers look for the form.
    { source: '/.well-known/change-password', destination: '/account#password', permanent: false },
  ],

  rewrites: async () => {
    const pages = await matchPages()
    return {
      beforeFiles: [
        ...forReaders.flatMap((condition) => [
          { ...condition, source: '/', destination: '/reader' },
          ...pages.map((source) => ({ ...condition, source, destination: '/reader/:slug' })),
        ]),
        // A page made at build knows no query.
        ...resourceParameters.map((key) => ({
          has: [{ type: 'query' as const, key }],
          source: '/resources',
          destination: '/reader/resources',
        })),
      ],
      afterFiles: [{ source: '/:slug.md', destination: '/:slug/markdown' }],
      fallback: [],
    }
  },

  headers: async () => [
    // Next would let shared caches keep these for a year, and overwrites "Vary: Cookie". So a cache may
    // keep them and must ask each time: with a session cookie the answer is another.
    ...['/', ...(await matchPages())].map((source) => ({
      source,
      missing: sessionCookies,
      headers: [{ key: 'Cache-Control', value: 'public, max-age=0, must-revalidate' }],
    })),
  ],
}

export default config
