export { slugFor } from './name-page'
export { importPages, type ImportOptions, type ImportReport } from './import-pages'
export type { SourceForm } from './read-source'
