import { expect, it } from 'vitest'
import { countSource } from './count-parts'

it('counts a fence in a <pre> with it, and a <pre> in a fence with the fence', () => {
  const count = (body: string) => countSource(body)['code blocks']
  expect(count('<pre>\n~~~js\na\n~~~\n</pre>\n\n~~~html\n<pre>\n~~~\n\n~~~\nb\n~~~')).toBe(3)
  expect(count('<pre>a</pre>\n\n```\nb\n```')).toBe(2)
})
