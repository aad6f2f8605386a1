import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { describeFrontMatter, describePath } from '../../lib/content'
import { schemaFiles, writeSchema } from './schema'

it.each(schemaFiles)(
  '%s in the content folder is that of the fields; "npm run content -- schema" writes it',
  async (file) => {
    expect(await readFile(path.resolve('content', file), 'utf8')).toBe(writeSchema(file))
  },
)

it('the schema of paths says what each field is', () => {
  const { properties } = describePath() as { properties: Record<string, { description?: string }> }
  expect(Object.entries(properties).filter(([, { description }]) => !description?.endsWith('.'))).toEqual([])
})

it('the schema of topics asks for every field, knows no other, and says what each is', () => {
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
