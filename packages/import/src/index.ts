export { importPages, type ImportOptions, type ImportReport } from './import-pages'
export type { SourceForm } from './read/read-source'
