import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type BareAnswer, bareAnswer, unpacked } from "../support/bare-answer.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

const root = join(import.meta.dirname, "../..")
const apps = [
  ["/kiosk/", "kiosk"],
  ["/display/", "display"],
  ["/counter/", "counter"],
  ["/office/", "office"],
  ["/ticket/", "phone"],
] as const

let server: TestServer
/** The largest script of the kiosk, and its latin font. */
let script: string
let font: string

beforeAll(async () => {
  server = await startTestServer()
  const assets = readdirSync(join(root, "kiosk/dist/assets"))
  script = `/kiosk/assets/${assets.find((name) => /^index-.*\.js$/.test(name))}`
  font = `/kiosk/assets/${assets.find((name) => /latin-wght.*\.woff2$/.test(name))}`
})

afterAll(async () => {
  await server.stop()
})

const ask = (
  path: string,
  encoding?: string,
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
) =>
  bareAnswer(server.url + path, {
    method,
    headers: { ...(encoding === undefined ? {} : { "accept-encoding": encoding }), ...headers },
  })

describe("the encoding", () => {
  test.each([
    [undefined, undefined],
    ["", undefined],
    ["gzip, deflate, br, zstd", "br"],
    ["gzip, deflate", "gzip"],
    ["br", "br"],
    ["BR", "br"],
    ["*", "br"],
    ["br;q=0.5, gzip;q=1.0", "gzip"],
    ["br;q=0.5, gzip;q=0.5", "br"],
    ["br;q=0, gzip;q=0.001", "gzip"],
    ["br;q=0, *", "gzip"],
    ["gzip ; Q=0.2 , br ; q=0.3", "br"],
    ["identity, br;q=0.5", undefined],
    ["identity;q=0.4, gzip;q=0.5", "gzip"],
    ["*;q=0", undefined],
    ["identity;q=0, *;q=0.1", "br"],
    // Nothing that we have: the page loads all the same.
    ["identity;q=0", undefined],
    ["deflate, zstd", undefined],
    ["unheard-of", undefined],
    [",;=,;q=;,", undefined],
  ])("for Accept-Encoding %j is %j", async (accepted, encoding) => {
    const answer = await ask(script, accepted)
    expect([answer.status, answer.headers["content-encoding"]]).toEqual([200, encoding])
    expect(answer.headers.vary).toBe("Accept-Encoding")
    expect(
      unpacked(answer).equals(readFileSync(join(root, "kiosk/dist", script.slice("/kiosk/".length)))),
    ).toBe(true)
  })

  test("saves two thirds of a script", async () => {
    const [plain, gzip, br] = await inEachEncoding(script)
    expect(gzip.bytes.length / plain.bytes.length).toBeLessThan(0.35)
    expect(br.bytes.length / plain.bytes.length).toBeLessThan(0.3)
  })

  test("is none of a font, which is compressed by its format", async () => {
    const answer = await ask(font, "br, gzip")
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      "content-type": "font/woff2",
      "cache-control": "public, max-age=31536000, immutable",
    })
    expect([answer.headers["content-encoding"], answer.headers.vary]).toEqual([undefined, undefined])
  })
})

describe.each(apps)("every file of %s", (path, folder) => {
  const names = readdirSync(join(root, folder, "dist/assets")).filter((name) => !/\.(br|gz)$/.test(name))

  test("that may be kept for a year has a name of its content", () => {
    expect(names.filter((name) => !/-[\w-]{8}\.\w+$/.test(name))).toEqual([])
  })

  test("is the same in each encoding, with the headers of its page", async () => {
    const page = (await ask(path)).headers["content-security-policy"]
    for (const name of names)
      for (const answer of await inEachEncoding(`${path}assets/${name}`)) {
        expect([name, answer.status]).toEqual([name, 200])
        expect(unpacked(answer).equals(readFileSync(join(root, folder, "dist/assets", name)))).toBe(true)
        expect(answer.headers).toMatchObject({
          "cache-control": "public, max-age=31536000, immutable",
          "content-security-policy": page,
          "content-length": String(answer.bytes.length),
          "x-content-type-options": "nosniff",
        })
      }
  })

  test("is asked for by a page that is looked at anew each time", async () => {
    for (const answer of await inEachEncoding(path)) {
      expect(answer.headers).toMatchObject({
        "cache-control": "no-cache",
        "content-type": "text/html; charset=utf-8",
        vary: "Accept-Encoding",
      })
      expect(unpacked(answer).toString()).toContain("<!doctype html>")
    }
  })
})

describe("what a browser has already", () => {
  test("is known by a strong tag, another in each encoding", async () => {
    const tags = (await inEachEncoding(script)).map(({ headers }) => headers.etag)
    expect(new Set(tags).size).toBe(3)
    for (const tag of tags) expect(tag).toMatch(/^"[\w-]{22}"$/)
  })

  test.each(["br", "gzip", "identity"])("is not sent again (%s)", async (encoding) => {
    const first = await ask("/kiosk/", encoding)
    const { etag = "" } = first.headers
    for (const kept of [etag, `W/${etag}`, `"other", ${etag}`, `"a",W/${etag} , "b"`, "*", " * "]) {
      const again = await ask("/kiosk/", encoding, { "if-none-match": kept })
      expect([kept, again.status, again.bytes.length]).toEqual([kept, 304, 0])
      for (const name of ["etag", "cache-control", "vary", "content-security-policy"])
        expect(again.headers[name]).toBe(first.headers[name])
      expect([again.headers["content-encoding"], again.headers["content-length"]]).toEqual([
        undefined,
        undefined,
      ])
    }
  })

  test("is sent in the other encoding that is asked for now", async () => {
    const [plain, gzip, br] = await inEachEncoding("/kiosk/")
    for (const [kept, encoding] of [
      [plain, "br"],
      [gzip, "br"],
      [br, "gzip"],
      [br, "identity"],
    ] as const)
      expect((await ask("/kiosk/", encoding, { "if-none-match": kept.headers.etag ?? "" })).status).toBe(200)
  })

  test.each(['""', "", "W/", '"*"', 'junk, "', '"other"'])("is not known by %j", async (kept) => {
    expect((await ask("/kiosk/", "br", { "if-none-match": kept })).status).toBe(200)
  })
})

test.each(["br", "gzip", "identity"])("HEAD tells all of GET and sends nothing (%s)", async (encoding) => {
  for (const path of [script, font, "/kiosk/"]) {
    const [got, told] = [await ask(path, encoding), await ask(path, encoding, {}, "HEAD")]
    const { date: _got, ...headers } = got.headers
    const { date: _told, ...same } = told.headers
    expect(same).toEqual(headers)
    expect([told.status, told.bytes.length]).toEqual([200, 0])
    expect(Number(same["content-length"])).toBe(got.bytes.length)
    expect((await ask(path, encoding, { "if-none-match": got.headers.etag ?? "" }, "HEAD")).status).toBe(304)
  }
})

test("a part that is asked for is answered by the whole, which every caller understands", async () => {
  for (const path of [script, font]) {
    const whole = await ask(path, "br")
    const answer = await ask(path, "br", { range: "bytes=0-99" })
    expect([answer.status, answer.headers["content-range"]]).toEqual([200, undefined])
    expect(answer.bytes.equals(whole.bytes)).toBe(true)
  }
})

test("what lies beside the files is no file of the app", async () => {
  for (const path of [
    `${script}.br`,
    `${script}.gz`,
    "/kiosk/index.html.br",
    "/kiosk/files.json",
    "/kiosk/__proto__",
    "/kiosk/assets/../../package.json",
    "/kiosk/assets/%2e%2e/%2e%2e/package.json",
    "/kiosk/..%2f..%2fpackage.json",
    "/kiosk/%zz",
    "/kiosk/assets",
  ]) {
    const { status, headers } = await ask(path, "br")
    expect([path, status, headers["cache-control"]]).toEqual([path, 404, "no-store"])
  }
})

async function inEachEncoding(path: string): Promise<readonly [BareAnswer, BareAnswer, BareAnswer]> {
  return [await ask(path), await ask(path, "gzip"), await ask(path, "br")]
}
