export * from './portal'
export { annotateTopic } from './annotate'
export { deriveResourceId, normaliseAddress } from './address'
export { readCodeInfo } from './code-info'
export { codeLanguages } from './code-languages'
export { describeFrontMatter, isSlug } from './front-matter'
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
export { findTooMuch } from './limits'
export { listFigures } from './content-files'
export { KeptPages, listPages, listPaths, loadPortal, slugOfAddress } from './load'
export { slugFor, toSlug } from './make-slug'
export { bodyParser } from './markdown'
export { movesFile } from './moves'
export { quoteResource } from './quote-resource'
export { readPage } from './read-page'
export { describePath } from './read-path'
export { describeSettings } from './read-settings'
export { defaultSettings, settingsFile, type Logo, type Settings } from './settings'
export { formatMinutes } from './resource-title'
export { collectTitles, normaliseTitle } from './titles'
export { writeMarkdown } from './write-markdown'
export { historyFile, listSources } from './walk-content'
export { TooSlowError, runWithTimeout } from './run-with-timeout'
export { findAddressFault } from './check-address'
// Helpers for tools that import nothing else of lib.
export { getHost } from '../get-host'
export { dropInvisible } from '../invisible-characters'
export { parseUrl } from '../parse-url'
