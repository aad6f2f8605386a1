import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkTranslation, findUnused } from './check-messages'
import { listLanguages, listNamespaces, readMessages, readValues } from './generate-messages'

const translations = listLanguages().filter((language) => language !== 'en')
const sources = execFileSync('git', [
  'ls-files',
  '-co',
  '--exclude-standard',
  'app',
  'components',
  'lib',
  'server',
  'scripts',
])
  .toString()
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

describe.each(translations)('the messages in %s', (language) => {
  it('are those of the English files', () => {
    expect(listNamespaces(language)).toEqual(listNamespaces('en'))
  })

  it.each(listNamespaces('en'))('are complete, have the same values and fit: %s', (namespace) => {
    const file = `messages/${language}/${namespace}.json`
    expect(checkTranslation(file, readMessages('en', namespace), readMessages(language, namespace))).toEqual([])
  })
})

it.each(listNamespaces('en'))('each message of %s is used', (namespace) => {
  expect(findUnused(namespace, Object.keys(readMessages('en', namespace)), sources)).toEqual([])
})

it.each(listLanguages())('no message in %s names the software, since portals have names of their own', (language) => {
  const messages = listNamespaces(language).flatMap((namespace) => Object.entries(readMessages(language, namespace)))
  expect(messages.length).toBeGreaterThan(300)
  expect(messages.filter((message) => /lectern/i.test(message.join(' ')))).toEqual([])
})

describe('checkTranslation', () => {
  const check = (english: string, german: string) => checkTranslation('de/x.json', { key: english }, { key: german })

  it('accepts the same values in another order', () => {
    expect(check('{name} has {n, plural, one {# mark} other {# marks}}', 'Bei {name}: {n, plural, other {#}}')).toEqual(
      [],
    )
  })

  it.each([
    ['Saved by {name}', 'Gespeichert', 'de/x.json: key uses no values, the English message {name}.'],
    ['<a>Sign in</a>', 'Anmelden', 'de/x.json: key uses no values, the English message <a>.'],
    ['Open', 'Öffnen {name}', 'de/x.json: key uses {name}, the English message none.'],
    [
      'Open',
      'Jetzt in einem neuen Fenster öffnen',
      'de/x.json: key has 35 characters, and at most 18 fit. Shorten it.',
    ],
  ])('refuses for “%s” the translation “%s”', (english, german, said) => {
    expect(check(english, german)).toEqual([said])
  })

  it('names missing and unknown messages', () => {
    expect(checkTranslation('de/x.json', { open: 'Open' }, { close: 'Schließen' })).toEqual([
      'de/x.json: "open" is missing. Translate “Open”.',
      'de/x.json: "close" is not an English message. Remove it.',
    ])
  })
})

describe('readValues', () => {
  it('names the place of a message with a mistake', () => {
    expect(() => readValues('{count, plural, one {# mark}}', 'de/x.json: key')).toThrow(/^de\/x\.json: key: .*“\{count/)
  })

  it('returns the type of each value', () => {
    const values = readValues('<b>{name}</b> {n, number} {at, date} {state, select, done {x} other {y}}', 'x')
    expect(Object.fromEntries(values)).toEqual({
      b: 'Tag',
      name: 'string | number',
      n: 'number',
      at: 'Date',
      state: '"done" | string',
    })
  })
})

describe('findUnused', () => {
  const source = (text: string) => [{ file: 'x.ts', text: `import { t } from '@/messages/generated/shelf'\n${text}` }]

  it('finds keys by their name and by the beginning of a template', () => {
    expect(findUnused('shelf', ['open', 'stateDone', 'gone'], source("t('open')\nt(`state${name}`)"))).toEqual(['gone'])
  })

  it('finds keys on a line with an empty text', () => {
    expect(findUnused('shelf', ['open'], source("say(x ? '' : t('open'))"))).toEqual([])
  })

  it('ignores sources that use other messages', () => {
    expect(findUnused('account', ['open'], source("t('open')"))).toEqual(['open'])
  })
})
