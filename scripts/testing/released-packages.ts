import type { Plugin } from 'vitest/config'

const development = 'development|production'

/**
 * A plugin that gives tests the packages’ files for production, as the server loads them. Vite asks for those for
 * development: with them, the Markdown parser checks each of its steps, and takes longer.
 */
export function releasedPackages(): Plugin {
  return {
    name: 'released-packages',
    enforce: 'post',
    configResolved(config) {
      const all = [config, config.ssr, ...Object.values(config.environments)]
      for (const { resolve } of all)
        if (resolve?.conditions) resolve.conditions = resolve.conditions.filter((each) => each !== development)
    },
  }
}
