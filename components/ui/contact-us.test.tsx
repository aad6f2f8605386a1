import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ContactUs } from './contact-us'

const render = (contact: string | null) => renderToStaticMarkup(<ContactUs contact={contact}>contact us</ContactUs>)

describe('the words that send readers to the people who run the portal', () => {
  it('make sense without a contact', () => {
    expect(render(null)).toBe('contact us')
  })

  it('link to an email address and to an https address', () => {
    expect(render('help@example.org')).toMatch(/^<a href="mailto:help@example\.org".*>contact us<\/a>$/)
    expect(render('https://example.org/help')).toContain('href="https://example.org/help"')
  })
})
