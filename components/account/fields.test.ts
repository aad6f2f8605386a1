import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { emailField } from './fields'

it('email fields have the type "text", as browsers refuse “jörg@example.org” in the type "email"', () => {
  expect(emailField('Email address', 'username')).toMatchObject({
    type: 'text',
    inputMode: 'email',
    autoCapitalize: 'none',
    spellCheck: false,
    autoComplete: 'username',
  })
  const sources = ['app', 'components']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
    )
    .filter((file) => file.endsWith('.tsx'))
  expect(sources.length).toBeGreaterThan(50)
  expect(sources.filter((file) => /type(=|: ?)["']email["']/.test(readFileSync(file, 'utf8')))).toEqual([])
})
