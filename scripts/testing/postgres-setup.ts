import { startPostgres } from './postgres'

/** One PostgreSQL server for a whole run of the unit tests. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startPostgres()
  process.env.TEST_DATABASE_URL = server.url
  return server.stop
}
