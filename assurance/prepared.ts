import { readFileSync } from 'node:fs'
import { inject } from 'vitest'

/** The values that setup.ts provides to each test. */
export interface Prepared {
  /** The addresses of migrated databases without connections. */
  databases: Record<'sqlite' | 'postgresql', string>
  /** A file with the content's lists. */
  content: string
  /** A folder with a file for each server that ends with the run, named after its process. */
  servers: string
}

/** The part of the content that these tests need; parsing all pages takes seconds. */
export interface Content {
  topics: string[]
  resources: { id: string; kind: string }[]
  /** The slugs of the first topic of each chapter. */
  heads: string[]
}

/** Returns the content's lists. */
export function getContent(): Content {
  return JSON.parse(readFileSync(inject('prepared').content, 'utf8')) as Content
}
