/** A server for tests: its kind of database, and what differs from the usual options. */
export interface Asked {
  provider: 'sqlite' | 'postgresql'
  port: number
  /** The fixture content by default. */
  contentDir?: string
  basePath?: string
}

/** Printed once all servers answer. */
export const allAnswer = 'All servers answer.'
