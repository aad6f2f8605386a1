import { describe, expect, it } from 'vitest'
import { countCpu } from '../../scripts/testing/cpu'
import { bodyParser } from '../content'
import { escapeMarkdown, toCodeBlock, toInlineCode, toLink } from './escape-markdown'

const hostile = [
  'Ask @octocat',
  '<img src=x onerror=alert(1)>',
  '<!-- hidden',
  'a | b',
  '`code`',
  '``` fence',
  'one\n\n# two',
  '# Heading',
  '- [ ] task',
  '1. first',
  '> quote',
  '![x](https://example.org/x.png)',
  '[x](https://example.org)',
  '[x]: https://example.org',
  'https://example.org and www.example.org',
  '*a* _b_ ~~c~~',
  'see #12, GH-12, owner/repo#3',
  'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
  '&lt;b&gt; &copy;',
  'a\\',
  '$x$',
  '[^1]',
  '\u202eabc',
  '+ x',
  '---',
  '===',
]

/** Finds all nodes of a tree other than paragraphs of text. */
function findActing(markdown: string): string[] {
  // The portal's parser, which also interprets "<" and "{".
  const found: string[] = []
  const look = (node: { type: string; children?: unknown[] }) => {
    if (!['root', 'list', 'listItem', 'paragraph', 'text'].includes(node.type)) found.push(node.type)
    for (const child of node.children ?? []) look(child as typeof node)
  }
  look(bodyParser.parse(markdown))
  return found
}

describe('escaped Markdown', () => {
  it.each(hostile)('is plain text: %j', (text) => {
    const line = `- ${escapeMarkdown(text)}`
    expect(findActing(line)).toEqual([])
    expect(line).not.toContain('\n')
    expect(line.replaceAll('&#8203;', '…')).not.toMatch(/@\w|#\d|GH\\?-\d|[0-9a-f]{7}|:\/\/|www\./i)
  })

  it.each(hostile)('as inline code is one code span: %j', (text) =>
    expect(findActing(`- ${toInlineCode(text)}`)).toEqual(['inlineCode']),
  )
  it.each(hostile)('as a block of code is one block: %j', (text) =>
    expect(findActing(toCodeBlock(text))).toEqual(['code']),
  )
  it.each(hostile)('as a link is its text alone: %j', (text) =>
    expect(findActing(`- ${toLink(text, 'https://example.org/a_(b)?x=1&copy;=<2>')}`)).toEqual(['link']),
  )

  it('stays readable', () => {
    expect(escapeMarkdown('Prometheus: numbers, “what” & why (2026)')).toBe(
      'Prometheus: numbers, “what” \\& why \\(2026\\)',
    )
    expect(toInlineCode('npm run content -- move "a" "<b>"')).toBe('`npm run content -- move "a" "<b>"`')
  })

  it('is escaped in linear time', () => {
    for (const part of ['`', '@', '# ', '\\', 'a1', ' ', '<!--']) {
      const text = part.repeat(16_384)
      const cpu = countCpu()
      escapeMarkdown(text)
      toInlineCode(text)
      toLink(text, `https://example.org/${text}`)
      expect(cpu()).toBeLessThan(500)
    }
  })
})
