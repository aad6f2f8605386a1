import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readOutsideCalls } from '../scripts/testing/outside'
import { report } from './report'

// Runs last: no earlier test and no server that it started may have called another machine.

it('L5: the tests call no other machine, and what is known of links is committed with its date', () => {
  expect(process.env.OUTSIDE_CALLS).toBeTruthy()
  expect(readOutsideCalls()).toEqual([])
  const states = existsSync('content/links.json')
    ? Object.values(JSON.parse(readFileSync('content/links.json', 'utf8')) as Record<string, { checked: string }>)
    : []
  for (const { checked } of states) expect(checked).toMatch(/^20\d\d-\d\d-\d\d$/)
  const last = states
    .map(({ checked }) => checked)
    .sort()
    .at(-1)
  report(
    'L5',
    '',
    `0 calls by processes of Node, tests and servers alike; ${last ? `links last checked on ${last}` : 'no report of links is committed yet: "npm run content -- links" writes it where the web can be reached'}`,
  )
})

it('L5: control: a process that calls another machine is recorded, whatever started it', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'lectern-outside-')), 'calls.txt')
  // Sends nothing to this reserved address (RFC 5737): the attempt is recorded and cancelled.
  const inner = `const socket = require('node:net').connect({ host: '192.0.2.1', port: 9, lookup: (_, __, done) => done(null, '127.0.0.1', 4) }); socket.on('error', () => {}); socket.emit('connectionAttempt', '192.0.2.1', 9, 4); socket.destroy(); require('node:dns').lookup('elsewhere.test', () => {})`
  const outer = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(inner)}])`
  spawnSync(process.execPath, ['-e', outer], { env: { ...process.env, OUTSIDE_CALLS: file } })
  expect(readOutsideCalls(file).map((call) => call.split(',')[0])).toEqual([
    '192.0.2.1 port 9',
    'the name elsewhere.test',
  ])
})
