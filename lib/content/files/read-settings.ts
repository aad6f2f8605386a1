import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { parseUrl } from '../../parse-url'
import { findShade, leastContrast, measureContrast, type Theme } from './accent'
import { checkLogo } from '../checks/check-logo'
import { readFirst } from './content-files'
import type { Place, Problem } from '../portal'
import { readYaml, text } from './read-yaml'
import { defaultSettings, settingsFile, type Logo, type Settings } from './settings'

const colourShape = 'must be a colour of six hexadecimal digits in quotes, as in "#0b5a61"'
const colour = z
  .string(colourShape)
  .regex(/^#[0-9a-f]{6}$/i, colourShape)
  .transform((value) => value.toLowerCase())

const picture = z
  .string('must be a file of the content folder, as in logo.svg')
  .regex(
    /^(?![./])(?!.*(?:\/|^)\.)[^\\:*?"<>|]+\.svg$/,
    'must be an SVG file of the content folder, as in logo.svg or figures/logo.svg',
  )

const webAddress = z
  .string('must be an address')
  .refine((value) => /^https?:\/\//i.test(value) && parseUrl(value) !== null, 'must begin with https://')

/** The rule for the address of a footer link. */
const linkShape = 'must begin with https://, with mailto: or with one slash'
const linkAddress = z
  .string(linkShape)
  .refine(
    (value) =>
      /^\/(?![/\\])\S*$/.test(value) || (/^(https?:\/\/|mailto:)\S+$/i.test(value) && parseUrl(value) !== null),
    linkShape,
  )

/** The rule for where readers get help. Without characters that end an address in a mail. */
const contactShape = 'must be an email address, as in help@example.org, or begin with https://'
const contactAddress = z
  .string(contactShape)
  .max(200, 'must be at most 200 characters')
  .refine(
    (value) =>
      /^[^\s@<>"?#/:]+@[^\s@<>"?#/:]+\.[^\s@<>"?#/:]+$/.test(value) ||
      (/^https:\/\/[^\s<>"]+$/.test(value) && parseUrl(value) !== null),
    contactShape,
  )

const language = 'must be a language as in en, de or pt-BR'

function isLanguage(tag: string): boolean {
  try {
    // Dates and numbers are formatted by it.
    return /^[a-z]{2,3}(-|$)/i.test(tag) && Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** The fields of `portal.yaml`, each with a description for editors. */
const settingsShape = z
  .strictObject({
    name: text(60).describe('The name of the portal, on every page and in every message.'),
    shortname: text(20).describe(
      'A shorter name, for the head of a page and an icon on a phone; the name where left out.',
    ),
    description: text(300).describe('What the portal is: one sentence, shown with links to it.'),
    home: z
      .strictObject(
        {
          heading: text(120).optional().describe('The heading of the home page; the name where left out.'),
          lede: text(400).optional().describe('The sentences below it.'),
        },
        'must have "heading:" and "lede:"',
      )
      .describe('What the home page says to a newcomer.'),
    logo: z
      .union(
        [
          picture,
          z.strictObject({
            light: picture.describe('The picture on light paper.'),
            dark: picture.describe('The picture on dark paper.'),
          }),
        ],
        'must be an SVG file of the content folder, as in logo.svg, or one for "light:" and one for "dark:"',
      )
      .describe('An SVG file of the content folder, shown beside the name; or one for "light:" and one for "dark:".'),
    accent: z
      .union(
        [
          colour,
          z.strictObject({
            light: colour.describe('The colour on light paper.'),
            dark: colour.describe('The colour on dark paper.'),
          }),
        ],
        'must be a colour in quotes, as in "#0b5a61", or one for "light:" and one for "dark:"',
      )
      .describe(
        'The colour of links and buttons, as in "#0b5a61"; the dark theme gets a lighter shade of it. Or one for "light:" and one for "dark:".',
      ),
    lang: z
      .string(language)
      .refine(isLanguage, language)
      .describe('The language of the content, as in en, de or pt-BR. The interface speaks English and German.'),
    dir: z
      .enum(['ltr', 'rtl'], 'must be ltr or rtl')
      .describe('"rtl" for a language that is written from right to left.'),
    footer: z
      .array(
        z.strictObject(
          {
            label: text(40).describe('The words of the link.'),
            address: linkAddress.describe(
              'Where it leads: https://…, mailto:… or an address of the portal, as in /feed.xml.',
            ),
          },
          'must be a link: "label:" and "address:"',
        ),
        'must be a list of links, each "label:" and "address:"',
      )
      .max(12, 'must be at most 12 links')
      .describe('Links at the foot of every page: imprint, privacy, source, licence, feed.'),
    madewith: z
      .boolean('must be true or false')
      .describe('true to say at the foot of every page that the portal is made with Lectern.'),
    contact: contactAddress.describe(
      'Where readers get help, in mails and error messages: an email address, or an address that begins with https://.',
    ),
    repository: webAddress.describe('Where the content is kept, as in https://github.com/me/woodworking.'),
    edit: webAddress
      .refine(
        (value) => value.includes('{path}'),
        'must hold {path}, in place of the path of a page in the content folder',
      )
      .describe(
        'The address that edits a page, as in https://github.com/me/woodworking/edit/main/{path}, where {path} is the path of the page in the content folder.',
      ),
  })
  .partial()
  .describe('Whose portal this is and how it looks. Every key may be left out.')

type Fields = z.infer<typeof settingsShape>

/** `portal.yaml` with its logos, as read. */
export interface SettingsFile {
  settings: Settings
  /** Whether the whole file is valid. Invalid fields have their defaults. */
  isSound: boolean
  problems: Problem[]
  /** A hash of all files read. */
  digest: string
}

/** Returns the JSON Schema of `portal.yaml`, with which editors complete and check it. */
export function describeSettings(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(settingsShape, { io: 'input' })
  return { $schema, title: settingsFile, ...schema }
}

/** Reads `portal.yaml` of a content folder, or the defaults if there is none. Never throws: errors become problems. */
export async function readSettings(folder: string): Promise<SettingsFile> {
  let bytes: Buffer
  try {
    bytes = await readFirst(path.join(folder, settingsFile))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { settings: defaultSettings, isSound: true, problems: [], digest: '' }
    return { settings: defaultSettings, isSound: false, problems: [unreadable(code)], digest: '' }
  }
  const { fields, written, places, problems, digest } = readYaml(settingsFile, bytes, settingsShape, {
    noun: settingsFile,
    rule: 'portal',
  })
  const given = fields ?? pickSound(written)
  const report = (key: string, message: string) =>
    problems.push({
      file: settingsFile,
      ...(places[key] ?? places[key.split('.')[0] ?? ''] ?? { line: 1, column: 1 }),
      rule: 'portal',
      message,
    })
  const accent = readAccent(given.accent, report)
  const logos = await readLogos(folder, given.logo, report)
  problems.push(...logos.problems)
  if (given.edit && !given.repository)
    report('edit', '"edit" needs "repository" too: the address where the content is kept.')
  return {
    settings: toSettings(given, accent, logos.logo),
    isSound: problems.length === 0,
    problems,
    digest: [digest, logos.logo?.light.version, logos.logo?.dark?.version].join(),
  }
}

const unreadable = (code: string | undefined): Problem => ({
  file: settingsFile,
  line: 1,
  column: 1,
  rule: 'unreadable',
  message: `The file can't be read (${code}). Give this user permission to read it.`,
})

/** Returns the valid fields; an invalid one does not affect the others. */
function pickSound(written: unknown): Fields {
  const values = written !== null && typeof written === 'object' ? (written as Record<string, unknown>) : {}
  return Object.fromEntries(
    Object.entries(settingsShape.shape).flatMap(([key, shape]) => {
      const { data } = shape.safeParse(values[key])
      return data === undefined ? [] : [[key, data]]
    }),
  )
}

/** Completes the fields. A portal's name replaces the default heading, which names a subject. */
function toSettings(
  { name, shortname, description, home, lang, dir, footer, madewith, contact, repository, edit }: Fields,
  accent: Settings['accent'],
  logo: Settings['logo'],
): Settings {
  const { home: defaultHome, ...defaults } = defaultSettings
  return {
    ...defaults,
    ...(name && { name, shortName: name }),
    ...(shortname && { shortName: shortname }),
    ...(description && { description }),
    home: { heading: home?.heading ?? name ?? defaultHome.heading, lede: home?.lede ?? defaultHome.lede },
    logo,
    accent,
    lang: lang ?? defaults.lang,
    dir: dir ?? defaults.dir,
    footer: footer ?? [],
    madeWith: madewith ?? false,
    contact: contact ?? null,
    repository: repository?.replace(/(\.git)?\/*$/, '') ?? null,
    edit: edit ?? null,
  }
}

type Report = (key: string, message: string) => void

function readAccent(given: Fields['accent'], report: Report): Settings['accent'] {
  if (!given) return null
  // A single colour can't be dark enough for light paper and light enough for dark paper.
  const accent = typeof given === 'string' ? { light: given, dark: findShade(given, 'dark', 7) } : given
  const faults = (['light', 'dark'] as const).filter((theme) => measureContrast(accent[theme], theme) < leastContrast)
  for (const theme of faults) report(`accent.${theme}`, describeContrast(accent[theme], theme))
  return faults.length ? null : accent
}

function describeContrast(given: string, theme: Theme): string {
  // Rounded down, so that 4.49 is not shown as 4.5.
  const found = (Math.floor(measureContrast(given, theme) * 100) / 100).toFixed(2)
  return `"${given}" has a contrast of ${found}:1 with the paper and panels of the ${theme} theme, and the minimum is ${leastContrast}:1. The nearest shade that passes is "${findShade(given, theme)}".`
}

async function readLogos(
  folder: string,
  given: Fields['logo'],
  report: Report,
): Promise<{ logo: Settings['logo']; problems: Problem[] }> {
  const problems: Problem[] = []
  if (!given) return { logo: null, problems }
  const read = async (file: string, key: string): Promise<Logo | null> => {
    try {
      const place = await realpath(path.join(folder, file))
      // Links to other files or folders are not followed, as for pages.
      if (place !== path.join(await realpath(folder), file)) throw Object.assign(new Error(), { code: 'symbolic link' })
      const { logo, findings } = checkLogo(await readFirst(place))
      problems.push(...findings.map((finding): Problem & Place => ({ file, ...finding })))
      return logo
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      report(
        key,
        code === 'ENOENT' ? `There is no file "${file}" in the content folder.` : `"${file}" can't be read (${code}).`,
      )
      return null
    }
  }
  const { light, dark } = typeof given === 'string' ? { light: given, dark: null } : given
  const logo = { light: await read(light, 'logo.light'), dark: dark === null ? null : await read(dark, 'logo.dark') }
  if (!logo.light || (dark !== null && !logo.dark)) return { logo: null, problems }
  return { logo: { light: logo.light, dark: logo.dark }, problems }
}
