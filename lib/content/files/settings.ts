/** The file in the content folder with the portal's settings. */
export const settingsFile = 'portal.yaml'

/** A valid logo: it runs nothing and loads nothing from elsewhere. */
export interface Logo {
  svg: string
  /** Its width divided by its height. */
  ratio: number
  /** Changes with the file. */
  version: string
}

/** The portal's name and look, from `portal.yaml`. */
export interface Settings {
  name: string
  /** The name where space is short. */
  shortName: string
  /** One sentence about the portal. */
  description: string
  home: { heading: string; lede: string }
  /** Null for the built-in logo. */
  logo: { light: Logo; dark: Logo | null } | null
  /** Colours such as "#0b5a61"; null for the built-in ones. */
  accent: { light: string; dark: string } | null
  /** The language of the content, as a BCP 47 tag. */
  lang: string
  dir: 'ltr' | 'rtl'
  /** The links in the footer of every page. */
  footer: { label: string; address: string }[]
  /** Whether the footer says "Made with Lectern". */
  madeWith: boolean
  /** Where readers get help: an email address or an https address. */
  contact: string | null
  /** The repository of the content, and the address that edits a file, with `{path}`. */
  repository: string | null
  edit: string | null
}

/** The settings of a portal without `portal.yaml`. */
export const defaultSettings: Settings = {
  name: 'Lectern',
  shortName: 'Lectern',
  description: 'One page per topic, the best tutorials on each, and a place to keep what you have read.',
  home: {
    heading: 'Learn to build for the web, one page at a time',
    lede: 'Each topic is one page: what it is, when to choose it, what goes wrong, and then the tutorials worth your time. Mark what you read and keep what you want again.',
  },
  logo: null,
  accent: null,
  lang: 'en',
  dir: 'ltr',
  footer: [],
  madeWith: false,
  contact: null,
  repository: null,
  edit: null,
}
