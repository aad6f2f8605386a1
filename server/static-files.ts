import { readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { toAddress } from '../lib/base-path'
import { getContentFolder, listFigures } from '../lib/content'
import type { SharedResponse } from './page-cache/cached-response'

/** The folder of the build. */
export const buildFolder = process.env.NEXT_DIST_DIR ?? '.next'

/** Cache-Control for files whose address changes with their content. */
export const forever = 'public, max-age=31536000, immutable'
/** Cache-Control for responses that any cache may keep, but must revalidate each time, by ETag. */
export const askEachTime = 'public, max-age=0, must-revalidate'

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
}

/** A file that is served unchanged. */
export interface StaticFile {
  path: string
  /** Changes when the file is replaced. */
  version: string
}

/** Lists the files of the build, of the public folder and of the content's figures by their addresses. */
export function listStaticFiles(): Map<string, StaticFile> {
  return new Map([
    ...listFolder(path.join(buildFolder, 'static'), '/_next/static/'),
    ...listFolder('public', '/'),
    ...[...listFigures(getContentFolder())].flatMap(([address, file]) => describeFile(address, file)),
  ])
}

function listFolder(folder: string, prefix: string): [string, StaticFile][] {
  let names: string[]
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch {
    return []
  }
  return names.flatMap((name) => describeFile(prefix + name.replaceAll(path.sep, '/'), path.join(folder, name)))
}

function describeFile(address: string, file: string): [string, StaticFile][] {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat?.isFile() ? [[address, { path: file, version: `${stat.mtimeMs} ${stat.size} ${stat.ino}` }]] : []
}

/** Returns a response with a file. */
export async function readStaticFile(address: string, file: StaticFile): Promise<SharedResponse> {
  const headers = {
    'Content-Type': types[path.extname(file.path).toLowerCase()] ?? 'application/octet-stream',
    'Cache-Control': address.startsWith('/_next/') ? forever : askEachTime,
    Vary: 'Accept-Encoding',
  }
  return { headers, body: await readFile(file.path) }
}

/** Reads a file of the build by its address, or by its path in the build's folder; null if there is none. */
export function readBuildFile(address: string): Buffer | null {
  try {
    return readFileSync(path.join(buildFolder, address.replace(toAddress('/_next/'), '')))
  } catch {
    return null
  }
}

/** Reads a style sheet of the build by its address; null if there is none. */
export function readStyleSheet(address: string): string | null {
  return readBuildFile(address)?.toString() ?? null
}
