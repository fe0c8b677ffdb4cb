import { readFileSync, statSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { type Digests, type Encoding, endings, type FileList, listName } from "@giliran/built-files/file-list"
import { LRUCache } from "lru-cache"

/** The files of an app as its build listed them. What is not in the list is not there. */
export interface BuiltApp {
  digestsOf(path: string): Digests | null
  /** By what the list says of them. Null while a new build takes the place of this one. */
  bytesOf(path: string, encoding: Encoding, digest: string): Promise<Buffer<ArrayBuffer> | null>
}

/** Looks at the list's time at each question, so that a new build is served without a new start. */
export function builtApp(folder: string): BuiltApp {
  const list = join(folder, listName)
  let read: { readonly version: string; readonly files: ReadonlyMap<string, Digests> } | null = null
  const files = () => {
    const found = statSync(list, { throwIfNoEntry: false })
    if (!found) return null
    const version = `${found.mtimeMs} ${found.ino}`
    if (read?.version !== version) read = { version, files: filesIn(list) }
    return read.files
  }
  const digestsOf = (path: string) => files()?.get(path) ?? null
  return {
    digestsOf,
    async bytesOf(path, encoding, digest) {
      const kept = bytesByDigest.get(digest)
      if (kept) return kept
      const bytes = await readFile(join(folder, path + endings[encoding])).catch(() => null)
      if (bytes === null || digestsOf(path)?.[encoding] !== digest) return null
      bytesByDigest.set(digest, bytes)
      return bytes
    },
  }
}

/** Read once: the five apps weigh under a megabyte in brotli, and what several share is the same by its digest. */
const bytesByDigest = new LRUCache<string, Buffer<ArrayBuffer>>({
  maxSize: 2_000_000,
  sizeCalculation: ({ length }) => length || 1,
})

function filesIn(list: string): ReadonlyMap<string, Digests> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(list, "utf8")) as FileList))
  } catch (error) {
    // A build began between the two looks.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map()
    throw error
  }
}
