import { existsSync, readFileSync, readdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, test } from "vitest"
import { serverMain } from "../support/server-main.ts"

const folder = dirname(serverMain)
/** `new URL("./worker.ts", new URL("../learning/nightly-forecast.ts", import.meta.url).href)` */
const besideItsSource = /new URL\("([^"]+)", new URL\("([^"]+)", import\.meta\.url\)\.href\)/g

test("what a source of the built server has beside it is found from there: its threads, its processes, the migrations", () => {
  const named = readdirSync(folder).flatMap((name) =>
    Array.from(
      readFileSync(join(folder, name), "utf8").matchAll(besideItsSource),
      ([, path = "", source = ""]) => join(folder, dirname(source), path),
    ),
  )
  const endings = ["learning/forecast-worker.ts", "staff/word-lists-process.ts", "prisma/migrations"]
  for (const ending of endings)
    expect(
      named.some((path) => path.endsWith(ending)),
      ending,
    ).toBe(true)
  expect(named.filter((path) => !existsSync(path))).toEqual([])
})
