import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** A licence with the address of its text. */
export interface Licence {
  name: string
  address?: string
}

const terms = { by: 'Attribution', nc: 'NonCommercial', sa: 'ShareAlike', nd: 'NoDeriv(?:ative)?s' }

/** A licence of Creative Commons, by its address, its short name or its long one. */
function creative(kind: string, version: string): [RegExp, Licence] {
  const long = kind.split('-').map((part) => terms[part as keyof typeof terms])
  const names = [`creativecommons\\.org/licenses/${kind}/`, `CC[ -]${kind}[ -]`, `${long.join('[ -]')} `]
  return [
    new RegExp(`(?:${names.join('|')})${version.replace('.', '\\.')}`, 'i'),
    {
      name: `CC ${kind.toUpperCase()} ${version}`,
      address: `https://creativecommons.org/licenses/${kind}/${version}/`,
    },
  ]
}

/** Licences of lists, the most specific first, by words in their texts. */
const known: [RegExp, Licence][] = [
  [
    /CC0|creativecommons\.org\/publicdomain\/zero/i,
    { name: 'CC0 1.0', address: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  ],
  ...['by-nc-sa', 'by-nc-nd', 'by-nc', 'by-nd', 'by-sa', 'by'].flatMap((kind) =>
    ['4.0', '3.0'].map((version) => creative(kind, version)),
  ),
  [
    /\bMIT\b|Permission is hereby granted, free of charge/i,
    { name: 'MIT', address: 'https://opensource.org/license/mit' },
  ],
  [
    /Apache License,?\s+Version 2\.0|Apache-2\.0/i,
    { name: 'Apache 2.0', address: 'https://www.apache.org/licenses/LICENSE-2.0' },
  ],
  [
    /GNU GENERAL PUBLIC LICENSE\s+Version 3|GPL-?3|GPLv3/i,
    { name: 'GPL 3.0', address: 'https://www.gnu.org/licenses/gpl-3.0.html' },
  ],
  [
    /Unlicense|unencumbered software released into the public domain/i,
    { name: 'Unlicense', address: 'https://unlicense.org/' },
  ],
]

/** Returns a licence by its name or by words of its text; null if it is unknown. */
export function recogniseLicence(text: string): Licence | null {
  const named = known.find(([, { name }]) => name.toLowerCase() === text.trim().toLowerCase())
  return (named ?? known.find(([pattern]) => pattern.test(text)))?.[1] ?? null
}

/** Finds the licence of a list: the file next to it or in its repository, otherwise its own section of that name. */
export async function findLicence(list: string, text: string): Promise<Licence | null> {
  const file = await readLicenceFile(path.dirname(path.resolve(list)))
  const [, section = ''] = /^#{1,6}[^\n]*licen[cs]e[^\n]*\n([\s\S]{0,4000})/im.exec(text) ?? []
  return recogniseLicence(file.slice(0, 20_000)) ?? recogniseLicence(section)
}

async function readLicenceFile(folder: string, isInside = false): Promise<string> {
  const names: string[] = await readdir(folder).catch(() => [])
  const name = names.find((each) => /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i.test(each))
  const isRoot = names.includes('.git')
  if (name && (isRoot || !isInside)) return readFile(path.join(folder, name), 'utf8').catch(() => '')
  const above = path.dirname(folder)
  return isRoot || above === folder ? '' : readLicenceFile(above, true)
}
