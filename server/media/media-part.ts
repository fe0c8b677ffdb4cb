import { join } from "node:path"
import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { mediaFiles } from "./media-files.ts"

/** Pictures and films that displays show between calls. */
export function mediaPart({ config }: House): Part {
  return {
    routes: ({ app, limits }) => mediaFiles(app, { folder: join(config.dataDir, "media"), limits }),
  }
}
