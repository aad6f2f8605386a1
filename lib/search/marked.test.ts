import { describe, expect, it } from 'vitest'
import { excerpt, mark } from './marked'

const matches = new Map([
  ['owl', 0],
  ['heron', 1],
])

describe('mark', () => {
  it('splits a text at matching words without losing text', () => {
    const text = 'Owls, a Héron: owlish.'
    expect(mark(text, matches)).toEqual(['', 'Owls', ', a ', 'Héron', ': owlish.'])
    expect(mark('', matches)).toEqual([''])
  })
})

describe('excerpt', () => {
  const plain = "It's what anyone's asked for, non-stop. ".repeat(8)
  const words = (text: string[]) =>
    text
      .join('')
      .replace(/^… | …$/g, '')
      .split(' ')

  it('shows where the most different words are close together', () => {
    const pieces = excerpt(`An owl, an owl, an owl. ${plain}An owl and a heron. ${plain}`, matches)
    expect(pieces.filter((_, place) => place % 2)).toEqual(['owl', 'heron'])
  })

  it.each([
    ['the beginning', `An owl. ${plain}`, /^An owl.* …$/],
    ['the middle', `${plain}An owl. ${plain}`, /^… .*An owl.* …$/],
    ['the end', `${plain}An owl.`, /^… .*An owl\.$/],
  ])('of %s is cut at spaces, and says where', (_, text, shape) => {
    const pieces = excerpt(text, matches)
    expect(pieces.join('')).toMatch(shape)
    expect(pieces.join('').length).toBeLessThan(180)
    for (const word of words(pieces)) expect(text.split(' ')).toContain(word)
  })

  it('of a text without spaces is limited too', () => {
    expect(excerpt(`${'x'.repeat(300)},owl,${'y'.repeat(300)}`, matches).join('').length).toBeLessThan(180)
  })
})
