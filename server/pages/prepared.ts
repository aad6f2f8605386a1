import path from 'node:path'

/** Where the build leaves what is served as it is. */
export const preparedFolder = path.join(process.env.NEXT_DIST_DIR ?? '.next', 'prepared')

/** The encodings that are made at build, the smallest first. */
export const encodings = ['br', 'gzip'] as const

/** How a file's name ends that holds an encoding. */
export const suffixes = { br: '.br', gzip: '.gz' } as const

/** An address whose answer was made at build. */
export interface Prepared {
  /** In `preparedFolder`, without an encoding's suffix. */
  file: string
  type: string
  /** Strong, of the content; each encoding has its own behind it. */
  etag: string
  cacheControl: string
  /** What it is kept as, beside itself. */
  encodings: (typeof encodings)[number][]
  /** A page, which has a policy for its scripts; one with a rendering for readers is not for who has a session. */
  page?: { forReaders: boolean }
}

/** The scripts and the style sheets that stand in pages, as a policy names them. */
export interface Hashes {
  scripts: string[]
  styles: string[]
}

/** All that was made at build: answers by address, and what stands in pages. */
export interface PreparedAnswers {
  answers: Record<string, Prepared>
  /** In the pages as they are served from here. */
  ours: Hashes
  /** In those that Next itself answers with: for what is not there, and where something broke. */
  ofNext: Hashes
}
