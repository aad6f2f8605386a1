import { cp, mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { UserFacingError } from '../../lib/env'
import { UsageError, type Verb } from './content-verb'

/** A portal of one chapter, to start from. */
const template = path.resolve('templates/content')

export const verb: Verb = {
  summary: 'creates a content folder for a portal of your own',
  usage: '<folder>',
  help: 'Makes a content folder with one chapter, a portal.yaml in which every key is explained, a figure, and a workflow that checks pull requests. The folder must be empty or not there yet.',
  async run({ args: [given, ...rest], json }) {
    if (!given || rest.length) throw new UsageError('Usage: npm run content -- init <folder>.')
    const folder = path.resolve(given)
    await requireEmpty(folder)
    await cp(template, folder, { recursive: true, errorOnExist: true, force: false })
    // Quoted, so that it can be pasted into a shell.
    const shown = path.relative('.', folder) || '.'
    const quoted = /^[\w./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`
    if (json) console.log(JSON.stringify({ folder }, null, 2))
    else
      console.log(
        `Made a portal in ${shown}. Next, give it your name in portal.yaml, and:\n\n  npm run content -- check --content ${quoted}\n  CONTENT_DIR=${quoted} npm start`,
      )
    return 0
  },
}

/** Creates the folder. Throws a UserFacingError if it is not empty, or can't be created. */
async function requireEmpty(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    // A new Git repository counts as empty.
    const found = (await readdir(folder)).find((name) => name !== '.git')
    if (found === undefined) return
    throw new UserFacingError(`${folder} is not empty: it has ${found}. Name a new folder, or an empty one.`)
  } catch (error) {
    if (error instanceof UserFacingError) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new UserFacingError(
      code === 'EEXIST' || code === 'ENOTDIR'
        ? `${folder} is a file, or below one. Name a folder.`
        : `${folder} can't be made (${code}). Give this user the right to, or name another folder.`,
    )
  }
}
