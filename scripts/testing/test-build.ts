/**
 * The build that all tests against a server share: of small content written for the tests, so that no change of the
 * real content turns one red, and beside the usual build, which stays as it is.
 */
export const testBuild = { CONTENT_DIR: 'e2e/fixtures/content', NEXT_DIST_DIR: '.cache/test-build' }
