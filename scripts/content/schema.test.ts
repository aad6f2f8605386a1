import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { describeFrontMatter, describePath } from '../../lib/content'
import { schemaFiles, writeSchema } from './schema'

it.each(schemaFiles)('%s in the content folder is up to date; "npm run content -- schema" writes it', async (file) => {
  expect(await readFile(path.resolve('content', file), 'utf8')).toBe(writeSchema(file))
})

it('the schema of paths describes each field', () => {
  const { properties } = describePath() as { properties: Record<string, { description?: string }> }
  expect(Object.entries(properties).filter(([, { description }]) => !description?.endsWith('.'))).toEqual([])
})

it('the schema of topics requires every field, allows no others, and describes each', () => {
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
