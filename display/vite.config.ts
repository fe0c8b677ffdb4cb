import { join } from "node:path"
import legacy from "@vitejs/plugin-legacy"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"
import { compressBuild } from "../packages/built-files/compress-build.ts"
import { languages } from "../packages/languages/build/vite-plugin.ts"
import { scriptsInOwnFiles } from "./own-files.ts"

const api = `http://127.0.0.1:${process.env["PORT"] ?? "8080"}`

/** Later than the modern build's oldest browsers (Chromium 105). */
const newer = [
  "array.to-reversed",
  "array.to-sorted",
  "array.to-spliced",
  "array.with",
  "map.group-by",
  "object.group-by",
  "promise.with-resolvers",
]

export default defineConfig({
  base: "/display/",
  plugins: [
    react(),
    languages(),
    // Two builds: today's browsers, and televisions of 2018 (Tizen 4 and webOS 4 are Chromium 56 to 63 and later).
    legacy({
      targets: ["chrome >= 63"],
      // What has come into the language since, of what is written here; what is not used costs nothing.
      modernPolyfills: newer.map((name) => `es.${name}`),
      additionalLegacyPolyfills: [join(import.meta.dirname, "src/old-engines.ts")],
    }),
    scriptsInOwnFiles(),
    compressBuild(),
  ],
  // One style sheet for both, linked: put into the old build as well, the policy would forbid it there.
  build: { cssTarget: "chrome63", cssCodeSplit: false },
  // Not the short form: it would rename the host, and the API knows its own pages by it.
  server: { proxy: { "/v1": { target: api }, "/socket.io": { target: api, ws: true } } },
})
