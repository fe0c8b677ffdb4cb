import { BranchId } from "@giliran/contract/basics"
import { neededClips } from "@giliran/contract/voice-clips"
import type { BranchVoice, VoiceManifest, VoicePackFile } from "@giliran/contract/voice-pack"
import { wavOf } from "@giliran/contract/wav"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Caller, callerOf } from "../support/caller.ts"
import { planOf } from "../support/plan-of.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

const branch = BranchId.parse("uji")
let server: TestServer
let manager: Caller
let display: Caller

beforeAll(async () => {
  server = await startTestServer({ plans: [planOf({ branchId: branch })] })
  manager = callerOf(server.url, await server.token("manager", branch), branch)
  display = callerOf(server.url, await server.token("display", branch), branch)
})

afterAll(() => server?.stop())

const rate = 16_000

function tone(seconds: number, loudness = 0.3): string {
  const samples = new Float32Array(Math.round(rate * seconds)).map(
    (_, at) => loudness * Math.sin((2 * Math.PI * 440 * at) / rate),
  )
  return Buffer.from(wavOf({ rate, samples })).toString("base64")
}

async function spoken(language: string): Promise<BranchVoice> {
  const { voices } = (await display.get("/voices")).body as { voices: BranchVoice[] }
  const found = voices.find((voice) => voice.language === language)
  if (!found) throw new Error(`No voice speaks ${language}`)
  return found
}

async function manifestOf({ path }: BranchVoice): Promise<VoiceManifest> {
  return (await (await fetch(`${server.url}${path}manifest.json`)).json()) as VoiceManifest
}

async function packOf(change: (clips: Record<string, string>) => void = () => {}): Promise<VoicePackFile> {
  const manifest = { ...(await manifestOf(await spoken("id"))), name: "Dewi, cabang uji" }
  const clips = Object.fromEntries([...neededClips(manifest)].map((clip) => [clip, tone(0.3)]))
  change(clips)
  return { manifest, clips }
}

test("a branch speaks with the voices that come along, fetched once and kept for ever", async () => {
  const voice = await spoken("id")
  expect(voice.installed).toBeNull()
  const answer = await fetch(`${server.url}${voice.path}empat.mp3`)
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
    200,
    "audio/mpeg",
    "public, max-age=31536000, immutable",
  ])
  for (const wrong of ["nobody.mp3", "..%2f..%2fmanifest.json", "%20"])
    expect((await fetch(`${server.url}${voice.path}${wrong}`)).status).toBe(404)
})

test("a pack with missing and broken clips is refused with the list, and the old one stays", async () => {
  const before = await spoken("id")
  const pack = await packOf((clips) => {
    delete clips["empat"]
    clips["lima"] = Buffer.from("no sound at all").toString("base64")
    clips["enam"] = tone(0.3, 0)
    clips["tujuh"] = tone(0.02)
    clips["nol"] = tone(7)
    clips["letter-a"] = tone(0.3, 4)
  })
  const refused = await manager.post("/voices", pack)
  expect(refused).toMatchObject({ status: 400, body: { code: "bad-request", field: "clips" } })
  for (const named of ["empat (", "lima (", "enam (", "tujuh (", "nol (", "letter-a ("])
    expect(refused.body.detail).toContain(named)
  expect(refused.body.detail).not.toContain("delapan (")
  expect(await spoken("id")).toEqual(before)
  expect(
    (await manager.post("/voices", { ...pack, manifest: { ...pack.manifest, numbers: [] } })).status,
  ).toBe(400)
})

test("a good pack is spoken from then on, a second takes its place whole, and it can be taken away", async () => {
  const installed = await manager.post("/voices", await packOf())
  expect(installed.status).toBe(201)
  const first = await spoken("id")
  expect(first).toMatchObject({ name: "Dewi, cabang uji" })
  expect(first.installed).not.toBeNull()
  const manifest = await manifestOf(first)
  for (const { file } of Object.values(manifest.clips))
    expect((await fetch(`${server.url}${first.path}${file}`)).status).toBe(200)

  expect((await manager.post("/voices", await packOf((clips) => (clips["dua"] = tone(0.5))))).status).toBe(
    201,
  )
  const second = await spoken("id")
  expect(second.path).not.toBe(first.path)
  expect((await fetch(`${server.url}${first.path}manifest.json`)).status).toBe(404)
  expect((await spoken("en")).installed).toBeNull()

  expect((await manager.post("/voices/id/remove")).status).toBe(200)
  expect((await spoken("id")).installed).toBeNull()
  const acts = await query<{ act: string }>(
    server.databaseUrl,
    `SELECT act FROM "AuditEntry" WHERE chain = 'uji' AND act LIKE 'voice-%' ORDER BY seq`,
  )
  expect(acts.map(({ act }) => act)).toEqual(["voice-installed", "voice-installed", "voice-removed"])
  expect(await query(server.databaseUrl, `SELECT name FROM "VoiceFile"`)).toEqual([])
})

test("nobody but a manager installs one", async () => {
  const teller = callerOf(server.url, await server.token("teller", branch), branch)
  for (const caller of [teller, display])
    expect((await caller.post("/voices", await packOf())).status).toBe(403)
})
