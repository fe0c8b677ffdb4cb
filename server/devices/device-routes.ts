import type { IncomingMessage } from "node:http"
import {
  ApproveDeviceBody,
  type DeviceAnswer,
  DeviceChanged,
  DeviceList,
  RenameDeviceBody,
} from "@giliran/contract/devices"
import { EmptyBody } from "@giliran/contract/commands"
import type { DeviceState, DeviceTrouble } from "@giliran/contract/device-health"
import { addressOf } from "../access/address-of.ts"
import type { Caller } from "../access/caller.ts"
import { byOf } from "../audit/by.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { DeviceHealth } from "../health/device-health.ts"
import type { HelpRequests } from "../help/help-requests.ts"
import { callerOf } from "../http/admit.ts"
import type { Api } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import type { DeviceApproval, NotApproved } from "./approve-device.ts"
import type { DeviceRow, DeviceTable } from "./device-table.ts"

export interface DeviceRoutesNeeds {
  readonly devices: DeviceTable
  readonly approval: DeviceApproval
  readonly health: Pick<DeviceHealth, "ofBranch">
  readonly help: Pick<HelpRequests, "ofBranch">
}

const base = "/v1/branches/{branch}/devices"

/** A branch's screens, for its manager: which there are, a new one, another name, away with one. */
export function deviceRoutes(api: Api, needs: DeviceRoutesNeeds): void {
  const { devices, approval } = needs
  const changing = { method: "post", tag: "devices", answer: DeviceChanged } as const

  route(
    api,
    {
      method: "get",
      path: base,
      who: "see-devices",
      compressed: "whole",
      tag: "devices",
      summary: "The paired screens",
      answer: DeviceList,
    },
    async ({ room }): Promise<DeviceList> => {
      const health = await healthOf(needs, room)
      return { devices: (await devices.ofBranch(room.branchId)).map((device) => answerOf(device, health)) }
    },
  )

  route(
    api,
    {
      ...changing,
      path: base,
      who: "manage-devices",
      summary: "Pair the screen that shows this code",
      body: ApproveDeviceBody,
      shownOnce: {
        id: "Layar ini sudah dipasangkan. Lihat daftar layar.",
        en: "This screen was paired. See the list of screens.",
      },
      requires: async (visit) => {
        const refused = await approval.refuseCaller(approvingOf(visit))
        if (refused) denyApproval(refused, visit.language)
      },
      notAllowed: async (incoming, branchId, language) => {
        // Whoever may not approve here gets the answer that a wrong code gets; the auditor reads why.
        const caller = await callerOf(api, incoming, language)
        const refused = await approval.refuseCaller({ caller, address: addressOf(incoming), branchId })
        return denyApproval(refused ?? { refused: "pairing-refused" }, language)
      },
    },
    async (asked) => {
      const { room, language, body } = asked
      const approving = approvingOf(asked)
      const { counters } = room.day.plan
      const approved = await approval.approve(approving, body, {
        isCounter: (counterId) => counters.some(({ id }) => id === counterId),
        transact: asked.onceShown,
      })
      const device = "device" in approved ? approved.device : denyApproval(approved, language)
      return changedOf(device, await healthOf(needs, room), language)
    },
  )

  route(
    api,
    {
      ...changing,
      path: `${base}/{device}/revoke`,
      who: "manage-devices",
      summary: "Cut a screen off, at once and for good",
      body: EmptyBody,
    },
    async (asked) => {
      // Before the transaction, during which the whole bank's screens wait.
      const health = await healthOf(needs, asked.room)
      return asked.once(async (tx) => {
        const entry = entryOf(asked)
        const device = await devices.revoke(tx, namedOf(asked), entry.at, (before) => ({
          ...entry,
          act: "device-revoked",
          body: { deviceId: before.id, kind: before.kind, name: before.name },
        }))
        return changedOf(device, health, asked.language)
      })
    },
  )

  route(
    api,
    {
      ...changing,
      path: `${base}/{device}/rename`,
      who: "manage-devices",
      summary: "Give a screen another name",
      body: RenameDeviceBody,
    },
    async (asked) => {
      const health = await healthOf(needs, asked.room)
      return asked.once(async (tx) => {
        const { name } = asked.body
        const device = await devices.rename(tx, namedOf(asked), name, (before) => ({
          ...entryOf(asked),
          act: "device-renamed",
          body: { deviceId: before.id, from: before.name, to: name },
        }))
        return changedOf(device, health, asked.language)
      })
    },
  )
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

const deviceIdForm = /^[A-Za-z0-9_-]{16}$/

interface Asked {
  readonly caller: Caller
  readonly incoming: IncomingMessage
  readonly room: BranchRoom
  readonly language: SpokenLanguage
}

function namedOf({ room, names, language }: Asked & { readonly names: { readonly device: string } }) {
  if (!deviceIdForm.test(names.device)) throw new Denied("unknown-device", language)
  return { branchId: room.branchId, deviceId: names.device }
}

function approvingOf({ caller, incoming, room }: Asked) {
  return { caller, address: addressOf(incoming), branchId: room.branchId }
}

function entryOf({ caller, incoming, room }: Asked) {
  return { chain: room.branchId, ...byOf(caller, incoming, room.now()) }
}

/** A kiosk where a customer asks for somebody says so first. */
async function healthOf(
  { health: screens, help }: DeviceRoutesNeeds,
  room: BranchRoom,
): Promise<ReadonlyMap<string, DeviceState>> {
  const health = new Map(await screens.ofBranch(room.branchId, room.now()))
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

function changedOf(
  device: DeviceRow | null,
  health: ReadonlyMap<string, DeviceState>,
  language: SpokenLanguage,
): DeviceChanged {
  if (!device) throw new Denied("unknown-device", language)
  return { device: answerOf(device, health) }
}
