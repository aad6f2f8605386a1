/**
 * Sets small, stable content for all tests, so that changes of the real content break none. e2e/live tests the real
 * content.
 */
export const fixtureContent = { CONTENT_DIR: 'e2e/fixtures/content' }
