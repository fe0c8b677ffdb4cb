import {
  ApproveDeviceBody,
  type DeviceAnswer,
  DeviceChanged,
  DeviceList,
  RenameDeviceBody,
} from "@giliran/contract/devices"
import type { BranchId } from "@giliran/contract/basics"
import type { DeviceState, DeviceTrouble } from "@giliran/contract/device-health"
import { EmptyBody } from "@giliran/contract/commands"
import { createRoute, z } from "@hono/zod-openapi"
import type { Context } from "hono"
import { addressOf } from "../access/address-of.ts"
import type { Approving, NotApproved } from "./approve-device.ts"
import { actorOf } from "../access/caller.ts"
import type { DeviceRow, NamedDevice } from "./device-book.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import { type Api, type ApiEnv, admit, callerOf, Denied, sendJson, type Visit } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { checkedBody } from "../http/checked-body.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { read } from "../queue/read-routes.ts"

/** A branch's screens, for its manager: which there are, a new one, another name, away with one. */
export function deviceRoutes(api: Api): void {
  const { devices } = api.ledger

  read(api, "/devices", "see-devices", "The paired screens", { answer: DeviceList }, async ({ room }) => {
    const health = await healthOf(api, room)
    return { devices: (await devices.ofBranch(room.branchId)).map((device) => answerOf(device, health)) }
  })

  change(
    api,
    {
      path: "/devices",
      summary: "Pair the screen that shows this code",
      body: ApproveDeviceBody,
      admission: (c) => admitToApprove(api, c),
    },
    async ({ visit, body }) => {
      const { counters } = visit.room.day.plan
      const approved = await api.deviceApproval.approve(approvingOf(visit), body, (counterId) =>
        counters.some(({ id }) => id === counterId),
      )
      return "device" in approved ? approved.device : denyApproval(approved, visit.language)
    },
  )

  const admission = (c: Context<ApiEnv>) => admit(api, c, "manage-devices")
  change(
    api,
    {
      path: "/devices/{device}/revoke",
      summary: "Cut a screen off, at once and for good",
      body: EmptyBody,
      admission,
    },
    ({ visit, named }) => {
      const entry = entryOf(visit)
      return devices.revoke(named, entry.at, (before) => ({
        ...entry,
        act: "device-revoked",
        body: { deviceId: before.id, kind: before.kind, name: before.name },
      }))
    },
  )
  change(
    api,
    {
      path: "/devices/{device}/rename",
      summary: "Give a screen another name",
      body: RenameDeviceBody,
      admission,
    },
    ({ visit, named, body: { name } }) =>
      devices.rename(named, name, (before) => ({
        ...entryOf(visit),
        act: "device-renamed",
        body: { deviceId: before.id, from: before.name, to: name },
      })),
  )
}

/** Whoever may not approve here gets the answer that a wrong code gets; the auditor reads why. */
async function admitToApprove(api: Api, c: Context<ApiEnv>): Promise<Visit> {
  try {
    const visit = await admit(api, c, "manage-devices")
    const refused = await api.deviceApproval.refuseCaller(approvingOf(visit))
    return refused ? denyApproval(refused, visit.language) : visit
  } catch (error) {
    if (!(error instanceof Denied) || error.code !== "not-allowed") throw error
    // Both are known by now: admission looked at them before it said no.
    const approving = {
      caller: await callerOf(api, c),
      address: addressOf(c.env.incoming),
      branchId: c.req.param("branch") as BranchId,
    }
    const refused = await api.deviceApproval.refuseCaller(approving)
    return denyApproval(refused ?? { refused: "pairing-refused" }, error.language)
  }
}

function denyApproval(not: NotApproved, language: SpokenLanguage): never {
  switch (not.refused) {
    case "pairing-refused":
    case "fresh-sign-in-needed":
      throw new Denied(not.refused, language)
    case "too-many-requests":
      throw new Denied(not.refused, language, { retryAfterSeconds: Math.ceil(not.retryAfterMs / 1000) })
    case "unknown-counter":
      throw new Denied(not.refused, language, { field: "counterId" })
    case "no-counter-of-its-own":
      throw new Denied("bad-request", language, { field: "counterId", detail: noCounterWords[language] })
  }
}

const noCounterWords: Readonly<Record<SpokenLanguage, string>> = {
  id: "Hanya komputer loket yang berdiri di sebuah loket. Kosongkan pilihan loketnya.",
  en: "Only a counter's PC stands at a counter. Leave the counter out.",
}

interface Change<Body extends z.ZodType> {
  /** After `/v1/branches/{branch}`. */
  readonly path: "/devices" | `/devices/{device}/${string}`
  readonly summary: string
  readonly body: Body
  /** Throws `Denied`. */
  readonly admission: (c: Context<ApiEnv>) => Promise<Visit>
}

interface Changing<Body> {
  readonly visit: Visit
  readonly body: Body
  /** By the path; of a route that names none, a device that is not there. */
  readonly named: NamedDevice
}

const deviceIdForm = /^[A-Za-z0-9_-]{16}$/

/** A change of one device; null where the branch has none of that id. */
function change<Body extends z.ZodType>(
  api: Api,
  { path, summary, body: schema, admission }: Change<Body>,
  work: (changing: Changing<z.output<Body>>) => Promise<DeviceRow | null>,
): void {
  const fullPath = `/v1/branches/{branch}${path}`
  const isNamed = path !== "/devices"
  const { app } = api
  app.openAPIRegistry.registerPath(
    createRoute({
      method: "post",
      path: fullPath,
      summary,
      tags: ["devices"],
      security: [{ bearer: [] }],
      request: {
        params: z.object({ branch: z.string(), ...(isNamed ? { device: z.string() } : {}) }),
        body: { content: { "application/json": { schema } } },
      },
      responses: {
        200: { description: "Done", content: { "application/json": { schema: DeviceChanged } } },
        ...problemAnswers,
      },
    }),
  )
  app.post(fullPath.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    const visit = await admission(c)
    const { language, incoming, room } = visit
    const deviceId = c.req.param("device") ?? ""
    if (isNamed && !deviceIdForm.test(deviceId)) throw new Denied("unknown-device", language)
    const body = await checkedBody(incoming, schema, language)
    const named = { branchId: room.branchId, deviceId }
    const changed = await work({ visit, body, named })
    if (!changed) throw new Denied("unknown-device", language)
    const health = await healthOf(api, room)
    return sendJson({ device: answerOf(changed, health) })
  })
}

function approvingOf({ caller, incoming, room }: Visit): Approving {
  return { caller, address: addressOf(incoming), branchId: room.branchId }
}

function entryOf({ caller, incoming, room }: Visit) {
  return { chain: room.branchId, at: room.now(), actor: actorOf(caller), address: addressOf(incoming) }
}

/** A kiosk where a customer asks for somebody says so first. */
async function healthOf(
  { deviceHealth, help }: Api,
  room: BranchRoom,
): Promise<ReadonlyMap<string, DeviceState>> {
  const health = new Map(await deviceHealth.ofBranch(room.branchId, room.now()))
  for (const { deviceId, coming } of help.ofBranch(room.branchId)) {
    const state = health.get(deviceId)
    if (state && coming === null)
      health.set(deviceId, { ...state, troubles: [askedForHelp, ...state.troubles] })
  }
  return health
}

const askedForHelp: DeviceTrouble = {
  what: "help",
  words: { id: "nasabah minta bantuan", en: "a customer asks for help" },
}

function answerOf(device: DeviceRow, healthById: ReadonlyMap<string, DeviceState>): DeviceAnswer {
  const { id, kind, name, counterId, pairedAt, approvedBy, seenAt, revokedAt } = device
  const health = healthById.get(id) ?? null
  return { deviceId: id, kind, name, counterId, pairedAt, approvedBy, lastSeenAt: seenAt, revokedAt, health }
}
