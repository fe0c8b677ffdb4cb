import { resolve } from "node:path"

/** What `npm start` runs; `buildServer` makes it, before a run of tests and a bench. */
export const serverMain = resolve(import.meta.dirname, "../../server/dist/main.js")
