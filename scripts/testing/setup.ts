import { generateSources } from '../generate-sources'
import { startPostgres } from './postgres'

/** Prepares a run of the unit tests: database clients, and one PostgreSQL server. */
export default async function setup(): Promise<() => Promise<void>> {
  await generateSources()
  const server = await startPostgres()
  process.env.TEST_DATABASE_URL = server.url
  return server.stop
}
