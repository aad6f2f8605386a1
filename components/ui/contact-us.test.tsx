import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ContactUs } from './contact-us'

describe('the clause that sends readers to the people who run the portal', () => {
  it('makes sense without a contact', () => {
    expect(renderToStaticMarkup(<ContactUs contact={null} />)).toBe('contact the people who run this portal')
  })

  it('links an email address and an https address', () => {
    expect(renderToStaticMarkup(<ContactUs contact="help@example.org" />)).toMatch(
      /^contact us at <a href="mailto:help@example\.org".*>help@example\.org<\/a>$/,
    )
    expect(renderToStaticMarkup(<ContactUs contact="https://example.org/help" />)).toContain(
      'href="https://example.org/help"',
    )
  })
})
