export * from './progress'
export { followMoves } from './follow-moves'
export { readShelf, setBookmarked, setProgress } from './marks'
export { readListedResources, recordListedResources, type ListedResource } from './listed-resources'
