/**
 * What all tests against a server are given: small content written for the tests, so that no change of the real one
 * turns one red.
 */
export const testBuild = { CONTENT_DIR: 'e2e/fixtures/content' }
