import { hash } from "node:crypto"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import type { Server } from "node:http"
import { once } from "node:events"
import { type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { compressFolder } from "@giliran/built-files/compress-build"
import { createAdaptorServer } from "@hono/node-server"
import { Hono } from "hono"
import { afterEach, beforeEach, expect, test } from "vitest"
import type { ApiEnv } from "../../server/http/api.ts"
import { rateLimits } from "../../server/http/rate-limits.ts"
import { staticApps } from "../../server/http/static-apps.ts"
import { bareAnswer, unpacked } from "../support/bare-answer.ts"

let root: string
let dist: string
let server: Server
let url: string

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "giliran-builds-"))
  dist = join(root, "kiosk/dist")
  const app = new Hono<ApiEnv>()
  const limits = rateLimits({
    ticketsPerMinute: 1,
    ticketsPerHour: 1,
    strangersPerMinute: 1,
    pagesPerMinute: 1_000,
    connectionsPerAddress: 10,
    screensPerCaller: 10,
  })
  staticApps(app, { root, frameAncestors: [], limits })
  server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  server.close()
  rmSync(root, { recursive: true, force: true })
})

/** As a build leaves it, before the last step. */
function write(files: Readonly<Record<string, string | Buffer>>): void {
  rmSync(dist, { recursive: true, force: true })
  mkdirSync(join(dist, "assets"), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text)
}

const ask = (path: string) => bareAnswer(url + path, { headers: { "accept-encoding": "br" } })
const page = (word: string) => `<!doctype html><p>${`${word} `.repeat(200)}</p>`

test("an app that is not built says so, and one that is being built", async () => {
  expect((await ask("/kiosk/")).status).toBe(503)
  write({ "index.html": page("first") })
  expect((await ask("/kiosk/")).status).toBe(503)
  await compressFolder(dist)
  expect((await ask("/kiosk/")).status).toBe(200)
})

test("a new build is served without a new start, under a new tag", async () => {
  write({ "index.html": page("first"), "assets/a-12345678.js": "1" })
  await compressFolder(dist)
  const first = await ask("/kiosk/")
  expect(unpacked(first).toString()).toBe(page("first"))
  write({ "index.html": page("second") })
  await compressFolder(dist)
  const second = await ask("/kiosk/")
  expect(unpacked(second).toString()).toBe(page("second"))
  expect(second.headers.etag).not.toBe(first.headers.etag)
  expect((await ask("/kiosk/assets/a-12345678.js")).status).toBe(404)
})

test("a build is the same when it is compressed twice", async () => {
  write({ "index.html": page("first"), "assets/a-12345678.css": page("a") })
  await compressFolder(dist)
  const list = readFileSync(join(dist, "files.json"), "utf8")
  await compressFolder(dist)
  expect(readFileSync(join(dist, "files.json"), "utf8")).toBe(list)
})

test("only text that gets smaller is compressed", async () => {
  const dots = Buffer.alloc(4_000, "dots")
  const noise = Buffer.concat(Array.from({ length: 20 }, (_, at) => hash("sha256", String(at), "buffer")))
  write({
    "index.html": page("first"),
    "small-12345678.js": "1".repeat(499),
    "noise-12345678.js": noise,
    ...Object.fromEntries(
      ["mp3", "woff2", "png", "wav", "bin"].map((ending) => [`assets/a-12345678.${ending}`, dots]),
    ),
  })
  await compressFolder(dist)
  const list = JSON.parse(readFileSync(join(dist, "files.json"), "utf8")) as Record<string, object>
  const encodingsOf = Object.fromEntries(
    Object.entries(list).map(([name, digests]) => [name, Object.keys(digests).join()]),
  )
  expect(encodingsOf).toEqual({
    "index.html": "identity,br,gzip",
    "small-12345678.js": "identity",
    "noise-12345678.js": "identity",
    "assets/a-12345678.mp3": "identity",
    "assets/a-12345678.woff2": "identity",
    "assets/a-12345678.png": "identity",
    "assets/a-12345678.wav": "identity",
    "assets/a-12345678.bin": "identity",
  })
})
