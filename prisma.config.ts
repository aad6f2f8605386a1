import { copyFileSync } from 'node:fs'
import { defineConfig } from 'prisma/config'

// Prisma supports one provider at a time; the database's address decides (docs/decisions/0003).
const url = process.env.DATABASE_URL ?? 'file:./data/lectern.db'
const folder = /^postgres(ql)?:/.test(url) ? 'prisma/postgresql' : 'prisma/sqlite'

// The only copy in Git. It is copied, not linked, since Git on Windows checks links out as text files.
copyFileSync('prisma/models.prisma', `${folder}/models.prisma`)

// Prisma requires a schema engine, which it downloads. Only `migrate` and `db` run it; other commands accept any
// executable, and so work without access to Prisma's host.
if (!process.argv.some((each) => each === 'migrate' || each === 'db'))
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

// Prisma's CLI checks for updates by default.
process.env.CHECKPOINT_DISABLE ??= '1'

export default defineConfig({
  schema: folder,
  migrations: { path: `${folder}/migrations` },
  datasource: { url },
})
