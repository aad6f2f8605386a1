import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { describeFrontMatter } from '../../lib/content'
import { schemaFile, writeSchema } from './schema'

it('the schema in the content folder is that of the fields; "npm run content -- schema" writes it', async () => {
  expect(await readFile(path.resolve('content', schemaFile), 'utf8')).toBe(writeSchema())
})

it('the schema asks for every field, knows no other, and says what each is', () => {
  const { properties, required, additionalProperties } = describeFrontMatter() as {
    properties: Record<string, { description?: string }>
    required: string[]
    additionalProperties: boolean
  }
  expect(required).toEqual(
    expect.arrayContaining(['title', 'category', 'slug', 'sortorder', 'toc', 'sidebartitle', 'meta']),
  )
  expect(additionalProperties).toBe(false)
  expect(Object.entries(properties).filter(([, { description }]) => !description?.endsWith('.'))).toEqual([])
})
