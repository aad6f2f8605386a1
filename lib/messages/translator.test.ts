import { afterEach, describe, expect, it } from 'vitest'
import { createTranslator, formatDate, formatNumber, matchLanguage, setLanguage, type Tag } from '.'

const t = createTranslator<{ marks: { count: number }; welcome: { a: Tag; name: string } }>({
  en: {
    marks: [['count', 2, { one: [0, ' mark'], other: [0, ' marks'] }]],
    welcome: ['Hello ', ['name'], ', ', ['a', 'sign in']],
  },
  de: {
    marks: [['count', 2, { one: [0, ' Markierung'], other: [0, ' Markierungen'] }]],
    welcome: [['a', 'Anmelden'], ', ', ['name']],
  },
})
const welcome = () => t.rich('welcome', { name: 'Ada', a: (children) => [...children, 'linked'].join() })
const day = () => formatDate(new Date('2026-03-01T12:00:00Z'), { dateStyle: 'long', timeZone: 'UTC' })

afterEach(() => setLanguage('en'))

describe('createTranslator', () => {
  it('speaks English, with its plurals and numbers', () => {
    expect([1, 2000].map((count) => t('marks', { count }))).toEqual(['1 mark', '2,000 marks'])
    expect(welcome()).toEqual(['Hello Ada, sign in,linked'])
  })

  it('speaks the language of the portal, also with a region', () => {
    setLanguage('de-AT')
    expect(t('marks', { count: 2 })).toBe('2 Markierungen')
    expect(welcome()).toEqual(['Anmelden,linked, Ada'])
  })

  it('speaks English where the language has no messages', () => {
    setLanguage('fr')
    expect([t('marks', { count: 2000 }), day()]).toEqual(['2,000 marks', '1 March 2026'])
  })

  it('has the pseudo-language displayed from right to left', () => {
    setLanguage('ar-XB')
    expect(t('marks', { count: 1 })).toBe('\u202e1 mark\u202c')
  })
})

describe('formatDate and formatNumber', () => {
  it('follow the language', () => {
    setLanguage('de')
    expect([day(), formatNumber(1234.5), formatNumber(0.4, { style: 'percent' })]).toEqual([
      '1. März 2026',
      '1.234,5',
      '40\u00a0%',
    ])
  })
})

describe('matchLanguage', () => {
  it('prefers the tag itself, then its language', () => {
    expect(matchLanguage('pt-br', ['pt', 'pt-BR'])).toBe('pt-BR')
    expect(matchLanguage('pt-PT', ['pt', 'pt-BR'])).toBe('pt')
    expect(matchLanguage('fr', ['en'])).toBeNull()
  })
})
