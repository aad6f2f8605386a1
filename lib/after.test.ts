import { beforeEach, describe, expect, it } from 'vitest'
import { after, finishPendingWork } from './after'
import { logTo } from './observing'

describe('work after a response', () => {
  const lines: string[] = []
  beforeEach(() => {
    lines.length = 0
    logTo({ write: (line) => void lines.push(line) })
  })

  it('does not start before the handler continues', async () => {
    const order: string[] = []
    after('Noting', async () => void order.push('work'))
    await Promise.resolve()
    order.push('response')
    expect(await finishPendingWork(5000)).toBe(true)
    expect(order).toEqual(['response', 'work'])
  })

  it.each([
    ['rejects', async () => Promise.reject(new Error('refused'))],
    [
      'throws',
      () => {
        throw new Error('refused')
      },
    ],
  ])('is logged and finished if it %s', async (_, work) => {
    after('Mailing a link', work)
    expect(await finishPendingWork(5000)).toBe(true)
    expect(lines.join('')).toContain('Mailing a link failed.')
  })

  it('is awaited for a limited time', async () => {
    let finish = () => {}
    after('Mailing a link', () => new Promise((resolve) => (finish = resolve)))
    expect(await finishPendingWork(50)).toBe(false)
    finish()
    expect(await finishPendingWork(5000)).toBe(true)
  })
})
