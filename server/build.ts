import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { type OutputChunk, type Plugin, rolldown } from "rolldown"

const server = import.meta.dirname
const folder = join(server, "dist")

/**
 * Puts the server and its libraries into a few files, `server/dist/main.js` first: a start reads those instead of hundreds, and keeps
 * less of them in memory. They are not minified, so that a stack trace can be read.
 */
export async function buildServer(): Promise<void> {
  const bundle = await rolldown({
    input: { main: join(server, "main.ts") },
    platform: "node",
    // The one is a binary of the machine, the other is asked for by `pg` and not installed.
    external: [/^@node-rs\/argon2/, "pg-native"],
    plugins: [whereItWas],
    logLevel: "warn",
  })
  const { output } = await bundle.generate({
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
  })
  await bundle.close()
  const chunks = output.filter((file) => file.type === "chunk")
  mkdirSync(folder, { recursive: true })
  for (const chunk of chunks) write(chunk)
  const made = new Set(chunks.map(({ fileName }) => fileName))
  for (const name of readdirSync(folder))
    if (!made.has(name) && !name.startsWith(".")) rmSync(join(folder, name), { force: true })
}

/** A source that asks where it is gets told where it was: beside it lie the other programs, the migrations, the voices, the apps. */
const whereItWas: Plugin = {
  name: "where-it-was",
  transform(code, id) {
    if (!id.startsWith(dirname(server)) || id.includes("node_modules") || !code.includes("import.meta"))
      return null
    const source = JSON.stringify(relative(folder, id).replaceAll("\\", "/"))
    const sourceFolder = JSON.stringify(`/${relative(folder, dirname(id)).replaceAll("\\", "/")}`)
    return code
      .replaceAll("import.meta.url", `new URL(${source}, import.meta.url).href`)
      .replaceAll("import.meta.dirname", `(import.meta.dirname + ${sourceFolder})`)
  },
}

/** Whole or not at all: somebody may be building the same, or starting from it. */
function write({ fileName, code }: OutputChunk): void {
  const path = join(folder, fileName)
  if (existsSync(path) && readFileSync(path, "utf8") === code) return
  const whole = join(folder, `.${process.pid}-${fileName}`)
  writeFileSync(whole, code)
  renameSync(whole, path)
}

if (import.meta.main) await buildServer()
