import type { Instant } from "@giliran/contract/basics"
import { EmptyBody } from "@giliran/contract/commands"
import { type BranchVoice, BranchVoices, VoiceInstalled, VoicePackFile } from "@giliran/contract/voice-pack"
import { createRoute, z } from "@hono/zod-openapi"
import { addressOf } from "../access/address-of.ts"
import { actorOf } from "../access/caller.ts"
import type { VoiceRow } from "./voice-book.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import { builtInVoices } from "./built-in-voices.ts"
import { checkPack, type ClipFault } from "./check-pack.ts"
import { type Api, admit, apiHeaders, Denied, sendJson, type Visit } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { checkedBody } from "../http/checked-body.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { read } from "../queue/read-routes.ts"

/** A hundred clips of two seconds are four megabytes, and a third more as text. */
const packLimit = 8 * 1024 * 1024
const path = "/v1/branches/{branch}/voices"
const versionForm = /^[0-9a-f]{16,32}$/

/** With what a branch's displays speak: the voices that come along, or those that it recorded itself. */
export function voiceRoutes(api: Api): void {
  const { app, ledger } = api
  read(
    api,
    "/voices",
    "see-voices",
    "The voices that the branch's displays speak with",
    { answer: BranchVoices },
    async ({ room }) => ({ branch: room.branchId, voices: await voicesOf(api, room) }),
  )

  // How a voice sounds is nobody's secret, and a display fetches a hundred small files when it starts.
  app.get("/voice/:language/:version/:file", async (c) => {
    const { language, version, file } = c.req.param()
    const voice = builtInVoices().get(language)
    if (voice?.version === version) return fileAnswer(file, voice.files.get(file) ?? null) ?? c.notFound()
    if (!versionForm.test(version)) return c.notFound()
    return fileAnswer(file, await ledger.voices.file(version, file)) ?? c.notFound()
  })

  describe(api)
  app.post(path.replace("{branch}", ":branch"), async (c) => {
    const visit = await admit(api, c, "manage-voices")
    const { incoming, language, room } = visit
    const pack = await checkedBody(incoming, VoicePackFile, language, packLimit)
    const checked = checkPack(room.branchId, pack)
    if ("faults" in checked)
      throw new Denied("bad-request", language, {
        field: "clips",
        detail: faultWords(checked.faults, language),
      })
    const { version } = checked
    const { language: spoken, name } = pack.manifest
    const row: VoiceRow = {
      branchId: room.branchId,
      language: spoken,
      version,
      name,
      installedAt: room.now(),
      installedBy: actorOf(visit.caller),
    }
    const body = { language: spoken, name, version, clipCount: checked.files.size - 1 }
    await ledger.voices.install(row, checked.files, { ...entryOf(visit), act: "voice-installed", body })
    return sendJson({ voice: answerOf(row) } satisfies VoiceInstalled, 201)
  })

  app.post(`${path.replace("{branch}", ":branch")}/:language/remove`, async (c) => {
    const visit = await admit(api, c, "manage-voices")
    const { incoming, language, room } = visit
    await checkedBody(incoming, EmptyBody, language)
    const spoken = c.req.param("language")
    await ledger.voices.remove(room.branchId, spoken, {
      ...entryOf(visit),
      act: "voice-removed",
      body: { language: spoken },
    })
    return sendJson({ branch: room.branchId, voices: await voicesOf(api, room) } satisfies BranchVoices)
  })
}

/** The branch's own go before those that come along. */
async function voicesOf({ ledger }: Api, { branchId }: BranchRoom): Promise<BranchVoice[]> {
  const installed = (await ledger.voices.ofBranch(branchId)).map(answerOf)
  const others = Array.from(builtInVoices(), ([language, { manifest, version }]) => ({
    language,
    name: manifest.name,
    path: `/voice/${language}/${version}/`,
    installed: null,
  })).filter(({ language }) => !installed.some((voice) => voice.language === language))
  return [...installed, ...others].toSorted((a, b) => a.language.localeCompare(b.language))
}

function answerOf({ language, name, version, installedAt, installedBy }: VoiceRow): BranchVoice {
  const installed = { at: installedAt, by: installedBy }
  return { language, name, path: `/voice/${language}/${version}/`, installed }
}

function entryOf({ caller, incoming, room }: Visit) {
  const at: Instant = room.now()
  return { chain: room.branchId, at, actor: actorOf(caller), address: addressOf(incoming) }
}

const wordsOfFault: Readonly<Record<ClipFault["fault"], Readonly<Record<SpokenLanguage, string>>>> = {
  missing: { id: "tidak ada", en: "missing" },
  "not-audio": { id: "bukan rekaman WAV", en: "not a WAV recording" },
  silent: { id: "tidak terdengar", en: "silent" },
  "too-short": { id: "terlalu pendek", en: "too short" },
  "too-long": { id: "terlalu panjang", en: "too long" },
  "too-loud": { id: "pecah karena terlalu keras", en: "too loud, it crackles" },
}

/** Every one of them: whoever recorded them mends them in one go. */
function faultWords(faults: readonly ClipFault[], language: SpokenLanguage): string {
  const list = faults.map(({ clip, fault }) => `${clip} (${wordsOfFault[fault][language]})`).join(", ")
  return language === "id"
    ? `Suara ini tidak dipasang, yang lama tetap dipakai. Perbaiki rekaman: ${list}.`
    : `This voice was not installed, the one before stays. Mend these recordings: ${list}.`
}

const contentTypes: Readonly<Record<string, string>> = {
  json: "application/json",
  mp3: "audio/mpeg",
  wav: "audio/wav",
}

/** What lies at a path of a version never changes. Null of no file. */
function fileAnswer(file: string, bytes: Buffer<ArrayBuffer> | null): Response | null {
  if (!bytes) return null
  return new Response(bytes, {
    headers: {
      ...apiHeaders,
      "content-type": contentTypes[file.split(".").at(-1) ?? ""] ?? "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
    },
  })
}

function describe({ app }: Api): void {
  const common = { method: "post" as const, tags: ["voices"], security: [{ bearer: [] }] }
  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      path,
      summary: "Install a recorded voice in the place of the one before",
      request: {
        params: z.object({ branch: z.string() }),
        body: { content: { "application/json": { schema: VoicePackFile } } },
      },
      responses: {
        201: { description: "Installed", content: { "application/json": { schema: VoiceInstalled } } },
        ...problemAnswers,
      },
    }),
  )
  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      path: `${path}/{language}/remove`,
      summary: "Go back to the voice that comes along",
      request: {
        params: z.object({ branch: z.string(), language: z.string() }),
        body: { content: { "application/json": { schema: EmptyBody } } },
      },
      responses: {
        200: { description: "As it is now", content: { "application/json": { schema: BranchVoices } } },
        ...problemAnswers,
      },
    }),
  )
}
