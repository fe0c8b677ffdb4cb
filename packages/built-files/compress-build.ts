import { hash } from "node:crypto"
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { extname, join, relative, resolve, sep } from "node:path"
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"
import type { Plugin } from "vite"
import { type Digests, type Encoding, endings, type FileList, listName } from "./file-list.ts"

/** Compresses and lists what an app's build has written, however the build was started. */
export function compressBuild(): Plugin {
  let folder = ""
  return {
    name: "giliran-compress-build",
    apply: "build",
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir)
    },
    // When every output is in its place: an app for old browsers has two.
    closeBundle: { order: "post", sequential: true, handler: () => compressFolder(folder) },
  }
}

/** Writes each text also in brotli and gzip, and then the list of all files. The list comes last: with it the build is whole. */
export async function compressFolder(folder: string): Promise<void> {
  await rm(join(folder, listName), { force: true })
  const paths = await filesIn(folder)
  const entries = await Promise.all(
    paths.map(async (path) => [relative(folder, path).replaceAll(sep, "/"), await compressFile(path)]),
  )
  const list: FileList = Object.fromEntries(entries)
  // Whole or not at all: a server may be reading it.
  const whole = join(folder, `.${process.pid}-${listName}`)
  await writeFile(whole, JSON.stringify(list))
  await rename(whole, join(folder, listName))
}

/** Fonts, sounds and pictures of dots are compressed by their format. */
const texts: ReadonlySet<string> = new Set([".html", ".js", ".css", ".json", ".webmanifest", ".svg", ".txt"])
/** A smaller file travels in one packet either way. */
const smallest = 500
/** At least a tenth is saved, or the work of unpacking buys nothing. */
const worthwhile = 0.9

const ways: Readonly<Record<Exclude<Encoding, "identity">, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
}

async function compressFile(path: string): Promise<Digests> {
  const bytes = await readFile(path)
  const digests: { identity: string } & Partial<Record<Encoding, string>> = { identity: digestOf(bytes) }
  if (!texts.has(extname(path)) || bytes.length < smallest) return digests
  for (const encoding of ["br", "gzip"] as const) {
    const smaller = await ways[encoding](bytes)
    if (smaller.length > bytes.length * worthwhile) continue
    await writeFile(path + endings[encoding], smaller)
    digests[encoding] = digestOf(smaller)
  }
  return digests
}

const digestOf = (bytes: Buffer) => hash("sha256", bytes, "base64url").slice(0, 22)

/** What was compressed before is made anew, and is no file of its own. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const made = [endings.br, endings.gzip]
  return (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !made.some((ending) => entry.name.endsWith(ending)))
    .map(({ parentPath, name }) => join(parentPath, name))
}
