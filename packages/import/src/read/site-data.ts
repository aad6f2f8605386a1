import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'

/** What the data files of a site hold, by their names; those in folders are nested. */
export type SiteData = { readonly [name: string]: unknown }

/** Returns the data of a folder. Each file is read when it is first asked for: most pages need none. */
export function readSiteData(folder: string): SiteData {
  const data = {}
  for (const entry of list(folder)) {
    const file = path.join(folder, entry.name)
    const [, name = entry.name, extension = ''] = /^(.+)\.(ya?ml|toml|json)$/.exec(entry.name) ?? []
    if (name in data || (!extension && !entry.isDirectory())) continue
    let known: { value: unknown } | undefined
    Object.defineProperty(data, name, {
      enumerable: true,
      get: () => (known ??= { value: extension ? readFile(file, extension) : readSiteData(file) }).value,
    })
  }
  return data
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function readFile(file: string, extension: string): unknown {
  try {
    const text = readFileSync(file, 'utf8')
    // JSON is YAML too.
    return extension === 'toml' ? parseToml(text) : parseYaml(text, { maxAliasCount: 100, logLevel: 'silent' })
  } catch {
    // What names it stays as it is, and is reported.
    return undefined
  }
}

/** Returns what is at a path such as "config.module.hugoVersion" of data; undefined if there is nothing. */
export function dig(data: unknown, keys: string): unknown {
  return keys.split('.').reduce<unknown>((value, key) => {
    if (value === null || typeof value !== 'object') return undefined
    const name = Object.keys(value).find((each) => each.toLowerCase() === key.toLowerCase())
    return name === undefined ? undefined : (value as SiteData)[name]
  }, data)
}
