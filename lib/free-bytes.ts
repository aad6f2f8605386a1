import { statfs } from 'node:fs/promises'

/** The room that is left on the disk of a folder for those who are not root, in bytes. */
export async function readFreeBytes(folder: string): Promise<number> {
  const { bsize, bavail } = await statfs(folder)
  return bsize * bavail
}
