import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { freshDatabase } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

const hundred = Buffer.from(Array.from({ length: 100 }, (_, n) => n))
let dataDir: string
let database: Awaited<ReturnType<typeof freshDatabase>>
let server: TestServer

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "giliran-media-"))
  const folder = join(dataDir, "media", "demo")
  await mkdir(join(folder, "folder.png"), { recursive: true })
  await writeFile(join(folder, "hundred.mp4"), hundred)
  await writeFile(join(folder, "empty.png"), "")
  await writeFile(join(folder, "page.html"), "<script>alert(1)</script>")
  await writeFile(join(dataDir, "secret.png"), "alert")
  await copyFile(join(import.meta.dirname, "../support/media/picture.png"), join(folder, "picture.png"))
  database = await freshDatabase()
  server = await startTestServer({ databaseUrl: database.url, env: { DATA_DIR: dataDir } })
})

afterAll(async () => {
  await server?.stop()
  await database?.drop()
  await rm(dataDir, { recursive: true })
})

const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = "GET") =>
  fetch(`${server.url}/media/${path}`, { method, headers })
const bytesOf = async (answer: Response) => [...new Uint8Array(await answer.arrayBuffer())]

describe("a file of the branch's media", () => {
  test("is sent whole, as what it is, and not again while it is the same", async () => {
    const answer = await ask("demo/hundred.mp4")
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "video/mp4",
      "content-length": "100",
      "accept-ranges": "bytes",
      "cache-control": "no-cache",
      "content-security-policy": "default-src 'none'",
      "x-content-type-options": "nosniff",
    })
    expect(await bytesOf(answer)).toEqual([...hundred])
    const again = await ask("demo/hundred.mp4", { "if-none-match": answer.headers.get("etag") ?? "" })
    expect(again.status).toBe(304)
  })

  test.each([
    ["bytes=0-9", 206, "bytes 0-9/100", 0, 10],
    ["bytes=90-", 206, "bytes 90-99/100", 90, 100],
    ["bytes=-5", 206, "bytes 95-99/100", 95, 100],
    ["bytes=95-500", 206, "bytes 95-99/100", 95, 100],
    ["bytes=-500", 206, "bytes 0-99/100", 0, 100],
    ["bytes=5-2", 200, null, 0, 100],
    ["bytes=0-1,5-6", 200, null, 0, 100],
    ["lines=0-1", 200, null, 0, 100],
    ["bytes=-", 200, null, 0, 100],
  ])("is sent in part: %s", async (range, status, contentRange, from, to) => {
    const answer = await ask("demo/hundred.mp4", { range })
    expect([answer.status, answer.headers.get("content-range")]).toEqual([status, contentRange])
    expect(await bytesOf(answer)).toEqual([...hundred.subarray(from, to)])
  })

  test.each(["bytes=100-", "bytes=500-600", "bytes=-0"])("has no such part: %s", async (range) => {
    const answer = await ask("demo/hundred.mp4", { range })
    expect([answer.status, answer.headers.get("content-range")]).toEqual([416, "bytes */100"])
  })

  test("is sent whole when the part is of another file than this", async () => {
    const answer = await ask("demo/hundred.mp4", { range: "bytes=0-9", "if-range": '"older"' })
    expect(answer.status).toBe(200)
  })

  test("tells its size to whoever asks for the head alone", async () => {
    const answer = await ask("demo/hundred.mp4", {}, "HEAD")
    expect([answer.status, answer.headers.get("content-length")]).toEqual([200, "100"])
    expect((await ask("demo/empty.png")).status).toBe(200)
  })
})

test.each([
  "demo/none.png",
  "demo/page.html",
  "demo/folder.png",
  "demo/..%2f..%2fsecret.png",
  "demo/%2e%2e%2f%2e%2e%2fsecret.png",
  "..%2f/secret.png",
  "%2e%2e/secret.png",
  "other/picture.png",
  "Demo/picture.png",
  "demo/.hidden.png",
])("%s is not there", async (path) => {
  const answer = await ask(path)
  expect(answer.status).toBe(404)
  expect(await answer.text()).not.toContain("alert")
})
