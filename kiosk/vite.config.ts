import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"
import { compressBuild } from "../packages/built-files/compress-build.ts"
import { languages } from "../packages/languages/build/vite-plugin.ts"

const server = `http://127.0.0.1:${process.env["PORT"] ?? "8080"}`

export default defineConfig({
  base: "/kiosk/",
  plugins: [react(), languages(), compressBuild()],
  build: {
    // A branch's kiosk may be some years old, not more.
    target: ["chrome111", "safari16.4", "firefox113"],
    // Every asset a file of its own: the content policy allows no data: scripts or fonts.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      // Not the short form: it would rename the host, and the API knows its own pages by it.
      "/v1": { target: server },
      "/socket.io": { target: server, ws: true },
    },
  },
})
