/**
 * Writes Prisma's client for this schema into server/database/generated. Nothing is downloaded: making a client needs no
 * engine, Prisma only insists that a path to one is set, so it gets the path of a program that exists everywhere.
 * Plain JavaScript, because it runs before anything is known about the machine's Node.
 */
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const schema = join(root, "prisma", "schema.prisma")
const generated = join(root, "server", "database", "generated")
const stamp = join(generated, ".made-from")

const prismaPackage = createRequire(join(root, "server", "package.json")).resolve("prisma/package.json")
const { version, bin } = JSON.parse(readFileSync(prismaPackage, "utf8"))
// Not by the files' times: a copied or checked-out tree has any.
const madeFrom = createHash("sha256").update(version).update(readFileSync(schema)).digest("hex")

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== madeFrom) {
  const { status, error } = spawnSync(
    process.execPath,
    [join(dirname(prismaPackage), bin.prisma), "generate", "--schema", schema, "--no-hints"],
    {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    },
  )
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
  writeFileSync(stamp, madeFrom)
}
