import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { MarkMenu } from './mark-menu'

it('the menu without script offers states and a note, and no shortcuts, which need script', () => {
  const html = renderToStaticMarkup(
    <MarkMenu
      resource={{ id: 'a', title: 'A tutorial', counts: true }}
      state={{ progress: 'reading', percent: 40 }}
      note="mine"
      reader="r"
      returnTo="/docker"
      onNote={() => {}}
      onPercent={() => {}}
    />,
  )
  const menu = /<noscript>(.*)<\/noscript>/s.exec(html)?.[1]
  for (const offered of ['Skip', 'Not started', 'value="40"', '>mine</textarea>']) expect(menu).toContain(offered)
  expect(html).not.toContain('<kbd')
})
