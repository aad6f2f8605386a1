import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, it } from 'vitest'

it('tests use the packages’ files for production', () => {
  expect(process.execArgv).toContain('react-server')
  expect(process.execArgv).not.toContain('development')
  // The Markdown parser's other files check what each step of it is given.
  let stack = ''
  const broken = {
    tokenize() {
      stack = new Error('called').stack!
      throw new Error('stop')
    },
  }
  const parse = unified()
    .data({ micromarkExtensions: [{ flow: { 97: broken } }] })
    .use(remarkParse)
  expect(() => parse.parse('a')).toThrow('stop')
  expect(stack).toMatch(/node_modules\/micromark\/lib\//)
})
