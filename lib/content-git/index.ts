export { followContentGit, pullContent } from './follow-content-git'
export { isSigned } from './is-signed'
