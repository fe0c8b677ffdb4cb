import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"
import { compressBuild } from "../packages/built-files/compress-build.ts"
import { languages } from "../packages/languages/build/vite-plugin.ts"

const api = `http://127.0.0.1:${process.env["PORT"] ?? "8080"}`

export default defineConfig({
  base: "/office/",
  plugins: [react(), languages(), compressBuild()],
  // Not the short form: it would rename the host, and the API knows its own pages by it.
  server: { proxy: { "/v1": { target: api }, "/socket.io": { target: api, ws: true } } },
})
