/** Sections that hold nothing for a reader of the portal, which has its own contents and foot. */
const leftOut =
  /^(?:(?:table of )?contents?|toc|(?:how to |want to )?contribut(?:e|ing|ors?|ions?)(?: (?:guide(?:lines)?|to this list))?|contribution guide(?:lines)?|licen[cs](?:e|es|ing)|copyright|sponsors?(?:hip)?|backers|support(?: us| this project)?|donat(?:e|ions?)|stargazers(?: over time)?|star history)$/i

/** Sections about the list at its top level: their links are no tutorials. */
const about =
  /^(?:about(?: .*)?|overview|summary|preface|foreword|motivation|community|code of conduct|team|maintainers?|authors?|credits|thanks|acknowledge?ments?|disclaimer|translations?|change ?log|getting help|how to (?:use|read|show) .*)$/i

/** Whether a section is left out, by its name. */
export function isLeftOut(title: string): boolean {
  return leftOut.test(title.trim())
}

/** Whether a section is about the list, by its name. */
export function isAboutList(title: string): boolean {
  return about.test(title.trim())
}
