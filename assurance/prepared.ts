import { readFileSync } from 'node:fs'
import { inject } from 'vitest'

/** What a run of these tests begins with (setup.ts). */
export interface Prepared {
  /** Databases as a first start of the portal leaves them, by their addresses. Nobody is connected to them. */
  databases: Record<'sqlite' | 'postgresql', string>
  /** A file with what the content lists. */
  content: string
}

/** The content, as far as these tests need it: parsing all of its pages takes seconds. */
export interface Content {
  topics: string[]
  resources: { id: string; kind: string }[]
  /** The slugs of the topics that head a chapter. */
  heads: string[]
}

/** What the content lists. */
export function getContent(): Content {
  return JSON.parse(readFileSync(inject('prepared').content, 'utf8')) as Content
}
