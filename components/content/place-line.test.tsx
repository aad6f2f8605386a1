import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Topic } from '@/lib/content'
import { PlaceLine } from './place-line'
import { makeTopic } from './testing'

const sections = ['One', 'Two'].map((text) => ({ id: text, text, depth: 2 }))
const render = (changes: Partial<Topic>) =>
  renderToStaticMarkup(<PlaceLine topic={{ ...makeTopic(''), ...changes }} ofPage={false} shelf={null} />)

describe('the line at the top of a topic', () => {
  it('leads to the tutorials', () => {
    const html = render({ tutorialIds: ['a'] })
    expect(html).toContain('href="#resource-a"')
    expect(html).not.toContain('wide:hidden')
  })

  it('leaves no empty band on a page without tutorials, and keeps its folded sections on a narrow screen', () => {
    expect(render({})).toBe('')
    const html = render({ headings: sections })
    expect(html).toContain('wide:hidden')
    expect(html).toContain('<details')
  })
})
