/** What the build of an app says of its files, and the server reads: `dist/files.json`. */
export const listName = "files.json"

/** How a file's bytes lie in the folder: as they are, or smaller beside it under the same name and this ending. */
export const endings = { identity: "", br: ".br", gzip: ".gz" } as const
export type Encoding = keyof typeof endings

/** Of one file, the digest of its bytes in each encoding that there is. */
export type Digests = Readonly<{ identity: string } & Partial<Record<Encoding, string>>>

/** By the path below the app's address, with slashes on every system: `assets/index-CYtsE0r6.css`. */
export type FileList = Readonly<Record<string, Digests>>
