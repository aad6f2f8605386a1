import { copyFileSync } from 'node:fs'
import { defineConfig } from 'prisma/config'

// Prisma takes one provider at a time; the address tells which (docs/decisions/0003).
const url = process.env.DATABASE_URL ?? 'file:./data/lectern.db'
const folder = /^postgres(ql)?:/.test(url) ? 'prisma/postgresql' : 'prisma/sqlite'

// The models stand once. A copy rather than a symbolic link, which Git on Windows checks out as a text file.
copyFileSync('prisma/models.prisma', `${folder}/models.prisma`)

// Prisma insists on a schema engine that it downloads. Only `migrate` and `db` run it; for the other commands any
// executable will do, so that they work where Prisma's host can't be reached.
if (!process.argv.some((each) => each === 'migrate' || each === 'db'))
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

// Prisma's CLI asks its maker for news of versions unless told not to.
process.env.CHECKPOINT_DISABLE ??= '1'

export default defineConfig({
  schema: folder,
  migrations: { path: `${folder}/migrations` },
  datasource: { url },
})
