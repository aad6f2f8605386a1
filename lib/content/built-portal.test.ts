import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readBuiltPortal, settleBuiltPortal, writeBuiltPortal } from './built-portal'
import { getPortal } from './get-portal'
import { loadPortal } from './load'
import type { Portal } from './portal'

describe('the portal that a build wrote down', () => {
  const content = path.resolve('docs/elements')
  let folder: string
  let portal: Portal

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'lectern-built-'))
    vi.stubEnv('NEXT_DIST_DIR', folder)
    portal = await loadPortal(content)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is there while the build is made, and once it is', async () => {
    expect(await readBuiltPortal(content)).toBeNull()
    writeBuiltPortal(content, portal)
    expect(await readBuiltPortal(content)).toEqual(portal)
    settleBuiltPortal()
    rmSync(path.join(folder, 'cache'), { recursive: true })
    expect(await readBuiltPortal(content)).toEqual(portal)
  })

  it('is that of the build being made, not of the one before', async () => {
    writeBuiltPortal(content, portal)
    settleBuiltPortal()
    const next = { ...portal, topics: new Map() }
    writeBuiltPortal(content, next)
    expect(await readBuiltPortal(content)).toEqual(next)
  })

  it('holds each thing once, wherever that is seen', async () => {
    writeBuiltPortal(content, portal)
    const { topics, chapters, resources } = (await readBuiltPortal(content))!
    const [head] = chapters.map((chapter) => chapter.head)
    expect(head).toBe(topics.get(head!.slug))
    const [resource] = [...topics.values()].flatMap((topic) => topic.resources)
    expect(resource).toBe(resources.get(resource!.id))
  })

  it('is what production shows, and nothing else does', async () => {
    vi.stubEnv('CONTENT_DIR', content)
    const built = { ...portal, topics: new Map() }
    writeBuiltPortal(content, built)
    expect((await getPortal()).topics.size).toBe(portal.topics.size)
    vi.stubEnv('NODE_ENV', 'production')
    expect(await getPortal()).toEqual(built)
  })

  it('is nothing for another folder, nor what can’t be read', async () => {
    writeBuiltPortal(content, portal)
    expect(await readBuiltPortal(path.resolve('content'))).toBeNull()
    writeFileSync(path.join(folder, 'cache/portal'), 'no portal')
    expect(await readBuiltPortal(content)).toBeNull()
  })
})
