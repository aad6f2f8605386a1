/** Tables of contents, below which some lists have all their sections. */
const contents = /^(?:(?:table of )?contents?|toc|index)$/i

/** Sections of no use in the portal, which has its own table of contents and foot. */
const leftOut =
  /^(?:(?:table of )?contents?|toc|(?:how to |want to )?contribut(?:e|ing|ors?|ions?)(?: (?:guide(?:lines)?|to this list))?|contribution guide(?:lines)?|licen[cs]es?|copyright|sponsors?(?:hip)?|backers|support(?: us| this project)?|donat(?:e|ions?)|stargazers(?: over time)?|star history)$/i

/** Top-level sections about the list: their links are not tutorials. */
const about =
  /^(?:about(?: .*)?|overview|summary|preface|foreword|motivation|community|code of conduct|team|maintainers?|authors?|credits|thanks|acknowledge?ments?|disclaimer|translations?|change ?log|getting help|how to (?:use|read|show) (?:this|the|these|your|it)\b.*)$/i

/** Whether a section is a table of contents, by its name. */
export function isContentsName(title: string): boolean {
  return contents.test(title.trim())
}

/** Whether a section is left out, by its name. */
export function isLeftOut(title: string): boolean {
  return leftOut.test(title.trim())
}

/** Whether a section is about the list, by its name. */
export function isAboutList(title: string): boolean {
  return about.test(title.trim())
}
