export * from './portal'
export { annotateTopic } from './body/annotate'
export { deriveResourceId, normaliseAddress } from './address'
export { readCodeInfo } from './body/code-info'
export { codeLanguages, plainLanguages } from './body/code-languages'
export { describeFrontMatter, isSlug } from './files/front-matter'
export {
  deriveFromContent,
  getContentFolder,
  getContentVersion,
  getPortal,
  getSettings,
  listContentFaults,
  noteContentFault,
  onContentChange,
} from './current'
export { findTooMuch, limits } from './limits'
export { listFigures } from './files/content-files'
export { KeptPages, listPages, listPaths, loadPortal, slugOfAddress } from './load'
export { slugFor, toSlug } from './files/make-slug'
export { decidesKind } from './body/links'
export { bodyParser } from './body/markdown'
export { movesFile } from './files/moves'
export { quoteResource } from './body/quote-resource'
export { spareSearch } from './body/spare-search'
export { readPage } from './files/read-page'
export { describePath } from './files/read-path'
export { describeSettings } from './files/read-settings'
export { defaultSettings, settingsFile, type Logo, type Settings } from './files/settings'
export { formatMinutes } from './body/resource-title'
export { collectTitles, normaliseTitle } from './checks/titles'
export { writeMarkdown } from './body/write-markdown'
export { historyFile, listSources } from './files/walk-content'
export { TooSlowError, runWithTimeout } from './run-with-timeout'
export { findAddressFault } from './checks/check-address'
export { SKIP, visit } from './visit-nodes'
// Helpers for tools that import nothing else of lib.
export { getHost } from '../get-host'
export { dropInvisible } from '../invisible-characters'
export { parseUrl } from '../parse-url'
