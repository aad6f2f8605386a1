import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { AllChapters } from '@/components/home/all-chapters'
import type { Chapter, Portal, Topic } from '@/lib/content'
import { ContentsPage } from './contents-page'

/** Makes a portal of chapters with as many topics each, besides their heads. */
function makePortal(chapterCount: number, topicCount: number): Portal {
  const topics = new Map<string, Topic>()
  const add = (chapter: string, slug: string) => {
    const topic = { slug, chapter, sidebartitle: `About ${slug}`, meta: 'Why.', tutorialIds: [`t-${slug}`] } as Topic
    topics.set(slug, topic)
    return topic
  }
  const chapters = Array.from({ length: chapterCount }, (_chapter, at): Chapter => {
    const number = String(at + 10)
    const head = add(number, `c${at + 1}`)
    const own = Array.from({ length: topicCount }, (_topic, place) => add(number, `c${at + 1}-${place + 1}`))
    return { number, head, topics: own, tutorialIds: [head, ...own].flatMap(({ tutorialIds }) => tutorialIds) }
  })
  return { chapters, topics, paths: new Map(), tutorialIds: [] } as unknown as Portal
}

const small = makePortal(5, 49)
const large = makePortal(40, 49)

describe('the page of all topics', () => {
  const render = (portal: Portal) => renderToStaticMarkup(<ContentsPage portal={portal} shelf={null} />)

  it('lists all topics of a small portal unfolded', () => {
    const html = render(small)
    expect(html).not.toContain('<details')
    expect(html.match(/href="\/c\d+-\d+"/g)).toHaveLength(245)
  })

  it('folds each chapter of a portal of 2,000 topics, with all of its topics in it', () => {
    const html = render(large)
    const folds = html.split('<details').slice(1)
    expect(folds).toHaveLength(40)
    for (const [at, fold] of folds.entries()) {
      expect(fold.startsWith('>')).toBe(true)
      const [summary = '', body = ''] = fold.split('</summary>')
      expect(summary).toContain(`<h2>About c${at + 1}</h2>`)
      expect(summary).toContain('49 topics')
      expect(summary).not.toContain('<a ')
      expect(body).toContain(`<a href="/c${at + 1}">About c${at + 1}</a>`)
      expect(body.match(/href="\/c\d+-\d+"/g)).toEqual(
        Array.from({ length: 49 }, (_topic, place) => `href="/c${at + 1}-${place + 1}"`),
      )
      expect(body).toContain(`<span>${at + 1}.49</span>`)
    }
  })

  it('has the anchor of a folded chapter inside, so that an address with it unfolds the chapter', () => {
    const [, fold = ''] = render(large).split('<details')
    expect(fold.indexOf('id="chapter-10"')).toBeGreaterThan(fold.indexOf('</summary>'))
  })

  it('shows a reader’s progress in folded chapters', () => {
    const shelf = new Map([['t-c2', { progress: 'done' }]]) as never
    const folds = renderToStaticMarkup(<ContentsPage portal={large} shelf={shelf} />).split('<details')
    expect(folds[1]).toContain('49 topics')
    expect(folds[2]).toContain('1 of 50 done')
  })

  it('looks at each topic a fixed number of times, however many a chapter has', () => {
    const countReads = (topicCount: number) => {
      const portal = makePortal(3, topicCount)
      let reads = 0
      for (const topic of portal.topics.values()) {
        const { slug } = topic
        Object.defineProperty(topic, 'slug', { get: () => (reads++, slug) })
      }
      render(portal)
      return reads / topicCount
    }
    expect(countReads(800)).toBeLessThan(countReads(100) * 1.5)
  })
})

describe('the chapters on the home page', () => {
  const render = (portal: Portal, isReturning = false) =>
    renderToStaticMarkup(<AllChapters portal={portal} shelf={null} isReturning={isReturning} />)

  it('list the topics of a small portal for newcomers', () => {
    expect(render(small).match(/href="\/c\d+-\d+"/g)).toHaveLength(245)
    expect(render(small, true)).not.toContain('href="/c1-1"')
  })

  it('are one line each in a portal of 2,000 topics', () => {
    const html = render(large)
    expect(html.match(/<h3>/g)).toHaveLength(40)
    expect(html).not.toContain('href="/c1-1"')
    expect(html).toContain('49 topics')
  })
})
