export * from './progress'
export { readShelf, setBookmarked, setProgress } from './marks'
export { readListedResources, recordListedResources, type ListedResource } from './listed-resources'
