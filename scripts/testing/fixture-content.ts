/**
 * What all tests are given: small content written for them, so that no change of the real one turns one red. The real
 * one is tried by e2e/live.
 */
export const fixtureContent = { CONTENT_DIR: 'e2e/fixtures/content' }
