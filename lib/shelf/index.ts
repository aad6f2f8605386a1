export * from './progress'
export {
  countCodePoints,
  getChangedAt,
  isOnShelf,
  joinedNoteLength,
  joinNotes,
  noMark,
  noteLength,
  type Mark,
  type ReaderMarks,
  type StoredMark,
} from './mark'
export { describeChange, describeRemoval, type FieldChange } from './describe-change'
export { followMoves } from './follow-moves'
export { findNotes, readAllMarks, readLastChange, readMarks, readShelf } from './read-shelf'
export {
  mergeMarks,
  ReaderGoneError,
  setBookmarked,
  setMark,
  setNote,
  setProgress,
  ShelfFullError,
  type ResourceIds,
  type When,
} from './marks'
export { recordQuotas, type Quota } from './quota'
export { readListedResources, recordListedResources, type ListedResource } from './listed-resources'
export { recordListings, type Listings } from './listings'
export { countNewSinceFinished } from './finished'
export { getListedResources, getListings, recordContent } from './recorded-content'
export { isMergedInto, mergeGuest, removeUnusedGuests } from './guests'
