import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import { addFields } from './read-source'

/** Reads the texts and numbers of a site's configuration and of its data, which its pages may name: "data.ruby.version". */
export async function readSiteValues(folder: string): Promise<Map<string, string>> {
  const values = new Map<string, string>()
  const names = await readdir(folder).catch(() => [] as string[])
  const config = names.find((name) => /^(?:_config\.ya?ml|(?:hugo|config)\.(?:toml|ya?ml))$/.test(name))
  if (config) await add('', path.join(folder, config))
  if (!config?.startsWith('_')) return values
  for (const name of await readdir(path.join(folder, '_data')).catch(() => [] as string[]))
    if (/\.ya?ml$/.test(name)) await add(`data.${name.replace(/\.ya?ml$/, '')}.`, path.join(folder, '_data', name))
  return values

  async function add(prefix: string, file: string): Promise<void> {
    try {
      const text = await readFile(file, 'utf8')
      const data: unknown = file.endsWith('.toml')
        ? parseToml(text)
        : parseYaml(text, { schema: 'failsafe', maxAliasCount: 100, logLevel: 'silent' })
      addFields(values, prefix.toLowerCase(), data)
    } catch {
      // Without its values, what names them stays as it is, and is reported.
    }
  }
}
