/** The file at the top of the content folder that says whose portal this is. */
export const settingsFile = 'portal.yaml'

/** A picture of the portal, checked: nothing in it runs or comes from elsewhere. */
export interface Logo {
  svg: string
  /** Its width, where its height is 1. */
  ratio: number
  /** Changes with the picture. */
  version: string
}

/** Whose portal this is and how it looks, as `portal.yaml` says it. */
export interface Settings {
  name: string
  /** For where there is little room. */
  shortName: string
  /** What the portal is, in one sentence. */
  description: string
  home: { heading: string; lede: string }
  /** Null where the portal has the built-in one. */
  logo: { light: Logo; dark: Logo | null } | null
  /** Colours as in "#0b5a61"; null where the portal has the built-in ones. */
  accent: { light: string; dark: string } | null
  /** Of the content, as BCP 47 has it. */
  lang: string
  dir: 'ltr' | 'rtl'
  /** At the foot of every page. */
  footer: { label: string; address: string }[]
  /** Whether the foot of every page says what the portal is made with. */
  madeWith: boolean
  /** Where the content is kept, and the address that edits a file of it, with `{path}`. */
  repository: string | null
  edit: string | null
}

/** A portal without `portal.yaml`. */
export const defaultSettings: Settings = {
  name: 'Lectern',
  shortName: 'Lectern',
  description: 'One page a topic, the best tutorials on each, and a place to keep what you have read.',
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
  repository: null,
  edit: null,
}
