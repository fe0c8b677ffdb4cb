import { type BranchVoice, BranchVoices } from "@giliran/contract/voice-pack"
import { builtInVoices } from "../voice/built-in-voices.ts"
import { type Api, apiHeaders } from "./api.ts"
import { read } from "./read-routes.ts"

/** With what a branch's displays speak. */
export function voiceRoutes(api: Api): void {
  read(
    api,
    "/voices",
    "see-voices",
    "The voices that the branch's displays speak with",
    { answer: BranchVoices },
    ({ room }) => ({ branch: room.branchId, voices: builtIn() }),
  )

  // Nothing of it is anybody's secret, and a display fetches a hundred small files when it starts.
  api.app.get("/voice/:language/:version/:file", (c) => {
    const { language, version, file } = c.req.param()
    const voice = builtInVoices().get(language)
    const bytes = voice?.version === version ? voice.files.get(file) : undefined
    return bytes ? fileAnswer(file, bytes, "public") : c.notFound()
  })
}

function builtIn(): BranchVoice[] {
  return Array.from(builtInVoices(), ([language, { manifest, version }]) => ({
    language,
    name: manifest.name,
    path: `/voice/${language}/${version}/`,
    installed: null,
  }))
}

const contentTypes: Readonly<Record<string, string>> = {
  json: "application/json",
  mp3: "audio/mpeg",
  wav: "audio/wav",
}

/** What lies at a path of a version never changes. */
function fileAnswer(file: string, bytes: Buffer<ArrayBuffer>, whose: "public" | "private"): Response {
  return new Response(bytes, {
    headers: {
      ...apiHeaders,
      "content-type": contentTypes[file.split(".").at(-1) ?? ""] ?? "application/octet-stream",
      "cache-control": `${whose}, max-age=31536000, immutable`,
    },
  })
}
