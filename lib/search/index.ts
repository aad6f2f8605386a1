export { findCalled } from './rank'
export { longestQuery, parseQuery } from './query'
export {
  search,
  type SearchResults,
  type FoundResource,
  type FoundSection,
  type FoundTopic,
  type Group,
  type Nearness,
} from './search'
export { getSearchIndex, type SearchIndex } from './search-index'
export type { Marked } from './marked'
