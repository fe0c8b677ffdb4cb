import { statSync } from "node:fs"
import { delimiter } from "node:path"
import type { Plugin } from "vite"
import { type Catalogue, catalogueFiles, ownFolder, readCatalogue } from "./catalogue-files.ts"
import { readMessage } from "./read-message.ts"

/** The languages that travel with every page; a further one is fetched when somebody first wants it. */
const aboard: ReadonlySet<string> = new Set(["id", "en"])
const partMark = "?section="
const readerFile = "/packages/client/message-reader.ts"
const otherLanguagesFile = "/packages/client/other-languages.ts"

/**
 * Reads every message at build time, so that no page carries the reader, and finds the languages: a file more in the folder is a
 * language more on every screen. `GILIRAN_LANGUAGES` names further folders.
 */
export function languages(): Plugin {
  const more = (process.env["GILIRAN_LANGUAGES"] ?? "").split(delimiter).filter(Boolean)
  const files = catalogueFiles([ownFolder, ...more])
  const paths: ReadonlySet<string> = new Set([...files.values()].map(slashed))
  return {
    name: "giliran-languages",
    enforce: "pre",
    async load(path) {
      const [file = "", section] = slashed(path).split(partMark)
      if (file.endsWith(otherLanguagesFile)) return otherLanguages(files)
      if (file.endsWith(readerFile)) return "export const readAtOnce = null"
      if (!paths.has(file)) return null
      this.addWatchFile(file)
      const catalogue = await readCatalogue(file, statSync(file).mtimeMs)
      const code = section === undefined ? parts(file, catalogue) : compiled(section, catalogue)
      return { code, moduleSideEffects: false }
    },
  }
}

const slashed = (path: string) => path.replaceAll("\\", "/")

/** Each section is a module of its own, so that a page carries those that it says and no other. */
function parts(file: string, catalogue: Catalogue): string {
  return Object.keys(catalogue)
    .map((name) => `export { ${name} } from ${JSON.stringify(file + partMark + name)}`)
    .join("\n")
}

function compiled(name: string, catalogue: Catalogue): string {
  const section = Object.entries(catalogue[name] ?? {})
  const words = name === "language" ? section : section.map(([key, text]) => [key, readMessage(text)])
  return `export const ${name} = ${JSON.stringify(Object.fromEntries(words))}`
}

async function otherLanguages(files: ReadonlyMap<string, string>): Promise<string> {
  const others = [...files].filter(([tag]) => !aboard.has(tag))
  const lines = await Promise.all(
    others.map(async ([tag, file]) => {
      const { language } = await readCatalogue(file, statSync(file).mtimeMs)
      const load = `() => import(${JSON.stringify(slashed(file))})`
      return `{ ...${JSON.stringify({ tag, ...language })}, load: ${load} },`
    }),
  )
  return `export const otherLanguages = [${lines.join("\n")}]`
}
