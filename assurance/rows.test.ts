import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { documentFile, writeDocument } from './document'
import { findProofs } from './proofs'
import { groups, rows } from './rows'

const proofs = findProofs()

describe('the list of risks', () => {
  it.each(rows)('has a test of $id, or says why there is none', ({ id, unproven }) => {
    if (!proofs.has(id))
      expect(unproven, `No test names ${id} in its title, and rows.ts does not say why.`).toMatch(/^.{20,}\.$/)
    else expect(unproven, `${id} has a test in ${proofs.get(id)}; rows.ts says that it has none.`).toBeUndefined()
  })

  it('names each row once, in a group, and tests name only its rows', () => {
    const ids = rows.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !(id.charAt(0) in groups))).toEqual([])
    expect([...proofs.keys()].filter((id) => !ids.includes(id))).toEqual([])
  })

  it('matches the committed document', () => {
    expect(readFileSync(documentFile, 'utf8'), 'Run "npm run assurance:document".').toBe(writeDocument(proofs))
  })
})
