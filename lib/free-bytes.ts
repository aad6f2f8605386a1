import { statfs } from 'node:fs/promises'

/** Returns the free space on a folder's disk for users other than root, in bytes. */
export async function readFreeBytes(folder: string): Promise<number> {
  const { bsize, bavail } = await statfs(folder)
  return bsize * bavail
}
