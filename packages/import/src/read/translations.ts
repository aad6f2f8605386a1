import path from 'node:path'
import { toPathKey } from '../arrange/page-paths'

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** Folders that hold nothing but a folder for each language. */
const holders = /^(?:translations?|i18n|locales?)$/i

/** A file that is in the folder of a language, as "de/warp.md", or has one in its name, as "warp.de.md". */
interface Translated {
  file: string
  language: string
  /** Its path without the language. */
  rest: string
  /** The folder of the language, or the end that the names share. */
  group: string
}

/**
 * Finds the files of a site that translate others, since a portal has one language: those of which at least half have
 * the same path as a page without a language; else as one of the default language.
 */
export function findTranslations(
  files: string[],
  root: string,
  defaultLanguage = 'en',
): { files: Set<string>; notes: string[] } {
  const groups = new Map<string, Translated[]>()
  const plain = new Set<string>()
  for (const file of files) {
    const found = readLanguage(file, path.relative(root, file).split(path.sep).join('/'))
    if (found) groups.set(found.group, [...(groups.get(found.group) ?? []), found])
    else plain.add(toPathKey(path.relative(root, file).split(path.sep).join('/')))
  }
  const translates = (group: Translated[], originals: Set<string>) => {
    // A folder named "it" or "cs" may be a subject, and every folder may have an index.
    const telling = group.filter(({ rest, language }) => rest || language.length > 3)
    return telling.length > 0 && telling.filter(({ rest }) => originals.has(rest)).length >= telling.length / 2
  }
  const translations = [...groups.values()].filter((group) => translates(group, plain))
  const others = [...groups.values()].filter((group) => !translations.includes(group))
  const isDefault = ([first]: Translated[]) => first?.language.split(/[-_]/)[0] === defaultLanguage.toLowerCase()
  const originals = new Set(others.filter(isDefault).flatMap((group) => group.map(({ rest }) => rest)))
  translations.push(...others.filter((group) => !isDefault(group) && translates(group, originals)))
  return {
    files: new Set(translations.flatMap((group) => group.map(({ file }) => file))),
    notes: translations.map(
      (group) =>
        `Not imported: ${path.join(root, group[0]!.group)} (${group.length} ${group.length === 1 ? 'page' : 'pages'}), a translation into ${nameLanguage(group[0]!.language)}. A portal has one language: import it into another content folder.`,
    ),
  }
}

function readLanguage(file: string, below: string): Translated | null {
  const parts = below.split('/')
  const name = parts.pop() ?? ''
  const at = parts.findIndex(nameLanguage)
  if (at >= 0) {
    const before = parts.slice(0, at).filter((part) => !holders.test(part))
    return {
      file,
      language: parts[at]!.toLowerCase(),
      rest: toPathKey([...before, ...parts.slice(at + 1), name].join('/')),
      group: `${parts.slice(0, at + 1).join('/')}/`,
    }
  }
  const [, stem = '', language = '', extension = ''] = /^(.+)\.([A-Za-z]{2,3}(?:[-_]\w{2,4})?)(\.\w+)$/.exec(name) ?? []
  if (!nameLanguage(language)) return null
  const folders = parts.filter((part) => !holders.test(part))
  return {
    file,
    language: language.toLowerCase(),
    rest: toPathKey([...folders, stem + extension].join('/')),
    group: `*.${language}${extension}`,
  }
}

/** Returns the English name of a language, by its code as in "de", "pt-br" or "zh_CN". Codes of three letters are mostly names, such as "src". */
function nameLanguage(code: string): string | undefined {
  try {
    return /^[a-z]{2}$|^[a-z]{2,3}[-_]\w{2,4}$/i.test(code) ? languages.of(code.replace('_', '-')) : undefined
  } catch {
    return undefined
  }
}
