export { adoptList, type AdoptOptions, type AdoptReport } from './adopt/adopt-list'
export { importPages, type ImportOptions, type ImportReport } from './import-pages'
export { ConversionError } from './conversion-error'
export type { SourceForm } from './read/read-source'
