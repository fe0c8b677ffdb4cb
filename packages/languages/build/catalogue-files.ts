import { readdirSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

/** One language as its file has it: its name and locale, then its phrases in sections. */
export interface Catalogue {
  readonly language: {
    readonly name: string
    readonly short?: string
    readonly locale: string
    readonly instead?: string
  }
  readonly [section: string]: Readonly<Record<string, string>>
}

export const ownFolder = join(import.meta.dirname, "..")

/** The tag is the file's name: `jv.ts` is Javanese. Further folders are a bank's own. */
export function catalogueFiles(folders: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    folders.flatMap((folder) =>
      readdirSync(folder).flatMap((file) => {
        const tag = /^([a-z]{2,3})\.ts$/.exec(file)?.[1]
        return tag === undefined ? [] : [[tag, join(folder, file)] as const]
      }),
    ),
  )
}

/** As it stands on the disk at this moment. */
export async function readCatalogue(file: string, version: number | string = ""): Promise<Catalogue> {
  return (await import(`${pathToFileURL(file).href}?${version}`)) as Catalogue
}
