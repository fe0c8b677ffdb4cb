import { EmptyBody } from "@giliran/contract/commands"
import { type BranchVoice, BranchVoices, VoiceInstalled, VoicePackFile } from "@giliran/contract/voice-pack"
import { actorOf } from "../access/caller.ts"
import { byOf } from "../audit/by.ts"
import type { Api } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { Denied } from "../http/denied.ts"
import { apiHeaders } from "../http/reply.ts"
import { route } from "../http/route.ts"
import { builtInVoices } from "./built-in-voices.ts"
import { checkPack, type ClipFault } from "./check-pack.ts"
import type { VoiceRow, VoiceTable } from "./voice-table.ts"

/** A hundred clips of two seconds are four megabytes, and a third more as text. */
const packLimit = 8 * 1024 * 1024
const base = "/v1/branches/{branch}/voices"
const versionForm = /^[0-9a-f]{16,32}$/

/** With what a branch's displays speak: the voices that come along, or those that it recorded itself. */
export function voiceRoutes(api: Api, table: VoiceTable): void {
  route(
    api,
    {
      method: "get",
      path: base,
      who: "see-voices",
      compressed: "whole",
      tag: "voices",
      summary: "The voices that the branch's displays speak with",
      answer: BranchVoices,
    },
    async ({ room: { branchId } }): Promise<BranchVoices> => ({
      branch: branchId,
      voices: voicesOf(await table.ofBranch(branchId)),
    }),
  )

  // How a voice sounds is nobody's secret, and a display fetches a hundred small files when it starts.
  api.app.get("/voice/:language/:version/:file", async (c) => {
    const { language, version, file } = c.req.param()
    const voice = builtInVoices().get(language)
    if (voice?.version === version) return fileAnswer(file, voice.files.get(file) ?? null) ?? c.notFound()
    if (!versionForm.test(version)) return c.notFound()
    return fileAnswer(file, await table.file(version, file)) ?? c.notFound()
  })

  route(
    api,
    {
      method: "post",
      path: base,
      who: "manage-voices",
      tag: "voices",
      summary: "Install a recorded voice in the place of the one before",
      body: VoicePackFile,
      bodyLimit: packLimit,
      answer: VoiceInstalled,
      status: 201,
    },
    ({ room, caller, incoming, language, body: pack, once }) => {
      const checked = checkPack(room.branchId, pack)
      if ("faults" in checked)
        throw new Denied("bad-request", language, {
          field: "clips",
          detail: faultWords(checked.faults, language),
        })
      const { version, files } = checked
      const { language: spoken, name } = pack.manifest
      const at = room.now()
      const row: VoiceRow = {
        branchId: room.branchId,
        language: spoken,
        version,
        name,
        installedAt: at,
        installedBy: actorOf(caller),
      }
      const body = { language: spoken, name, version, clipCount: files.size - 1 }
      const entry = {
        chain: room.branchId,
        ...byOf(caller, incoming, at),
        act: "voice-installed",
        body,
      } as const
      return once(async (tx): Promise<VoiceInstalled> => {
        await table.install(tx, row, files, entry)
        return { voice: answerOf(row) }
      })
    },
  )

  route(
    api,
    {
      method: "post",
      path: `${base}/{language}/remove`,
      who: "manage-voices",
      tag: "voices",
      summary: "Go back to the voice that comes along",
      body: EmptyBody,
      answer: BranchVoices,
    },
    ({ room, caller, incoming, names: { language: spoken }, once }) =>
      once(async (tx): Promise<BranchVoices> => {
        const { branchId } = room
        const by = byOf(caller, incoming, room.now())
        const body = { language: spoken }
        await table.remove(tx, branchId, spoken, { chain: branchId, ...by, act: "voice-removed", body })
        return { branch: branchId, voices: voicesOf(await table.ofBranch(branchId, tx)) }
      }),
  )
}

/** The branch's own go before those that come along. */
function voicesOf(rows: readonly VoiceRow[]): BranchVoice[] {
  const installed = rows.map(answerOf)
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
