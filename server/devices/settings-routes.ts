import { EmptyBody } from "@giliran/contract/commands"
import {
  OpenSettingsBody,
  SettingsDoor,
  SettingsOpened,
  SettingsPinMade,
  TestPrintBody,
  TestPrinted,
} from "@giliran/contract/machine-settings"
import { addressOf } from "../access/address-of.ts"
import { type Caller, screenOf } from "../access/caller.ts"
import { byOf } from "../audit/by.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { DeviceHealth } from "../health/device-health.ts"
import type { Api } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import { type Printers, printersOf } from "../printing/printers.ts"
import { zonesOf } from "../rules/views/project-hall.ts"
import type { DeviceTable } from "./device-table.ts"
import type { PinRefused, SettingsPin } from "./settings-pin.ts"

export interface SettingsRoutesNeeds {
  readonly devices: Pick<DeviceTable, "ofBranch">
  readonly pin: SettingsPin
  readonly health: Pick<DeviceHealth, "ofBranch">
  readonly printers: Pick<Printers, "print" | "shown">
}

/** Somebody who stands at a machine. */
interface Standing {
  readonly caller: Caller
  readonly room: BranchRoom
  readonly language: SpokenLanguage
}

const base = "/v1/branches/{branch}/machine-settings"

/** The settings of one machine, behind the branch's PIN: what there is to choose from, and a ticket that is none. */
export function settingsRoutes(api: Api, needs: SettingsRoutesNeeds): void {
  const { pin, printers } = needs
  const tag = "devices"

  route(
    api,
    {
      method: "get",
      path: base,
      who: "see-machine",
      tag,
      summary: "Whether the branch has a PIN for its machines' settings",
      answer: SettingsDoor,
    },
    async ({ room }): Promise<SettingsDoor> => ({ isPinSet: await pin.isSet(room.branchId) }),
  )

  route(
    api,
    {
      method: "post",
      path: `${base}/open`,
      who: "set-machine",
      tag,
      summary: "Open a machine's settings by the branch's PIN",
      body: OpenSettingsBody,
      answer: SettingsOpened,
    },
    async (asked) => {
      const { caller, incoming, room, language, body } = asked
      const asking = { caller, address: addressOf(incoming), branchId: room.branchId }
      const refused = await pin.refusal(asking, body.pin)
      return refused ? denyPin(refused, language) : opened(needs, asked)
    },
  )

  route(
    api,
    {
      method: "post",
      path: `${base}/test-print`,
      who: "set-machine",
      tag,
      summary: "Put a ticket on paper that is none, and takes no number",
      body: TestPrintBody,
      answer: TestPrinted,
      budget: (limits, { caller, language }) => limits.forTest(caller, language),
    },
    (asked) => testPrint(printers, asked, asked.body),
  )

  route(
    api,
    {
      method: "post",
      path: `${base}/pin`,
      who: "manage-devices",
      isFresh: true,
      tag,
      summary: "Give the branch a new PIN for its machines' settings; it is shown this once",
      body: EmptyBody,
      answer: SettingsPinMade,
      shownOnce: {
        id: "PIN baru sudah dibuat dan tidak ditampilkan lagi. Buat PIN sekali lagi.",
        en: "A new PIN was made, and it is not shown again. Make another.",
      },
    },
    async ({ caller, incoming, room, onceShown }): Promise<SettingsPinMade> => {
      const by = { branchId: room.branchId, ...byOf(caller, incoming, room.now()) }
      return { pin: await pin.renew(by, onceShown) }
    },
  )
}

async function opened(
  { devices, health: screens, printers }: SettingsRoutesNeeds,
  { caller, room }: Standing,
): Promise<SettingsOpened> {
  const { plan } = room.day
  const id = screenOf(caller)?.deviceId ?? ""
  const health = (await screens.ofBranch(room.branchId, room.now())).get(id) ?? null
  const paired = (await devices.ofBranch(room.branchId)).find((device) => device.id === id)
  const statusOf = new Map(printers.shown(room).map(({ id: printer, status }) => [printer, status]))
  return {
    name: paired?.name ?? (caller.kind === "key" ? caller.label : id),
    health,
    printers: printersOf(plan).map((printer) => ({
      id: printer.id,
      paperMm: printer.paperMm,
      status: statusOf.get(printer.id) ?? "offline",
    })),
    zones: zonesOf(plan).map(({ id: zone, name }) => ({ id: zone, name })),
    counters: plan.counters.map((counter) => counter.id),
  }
}

async function testPrint(
  printers: Pick<Printers, "print">,
  { room, language }: Standing,
  body: TestPrintBody,
): Promise<TestPrinted> {
  const { testBytes, testPicture } = await import("../printing/test-document.ts")
  const by = { plan: room.day.plan, now: room.now(), language }
  if (body.by === "machine") {
    const wanted = { ...by, width: body.paperMm }
    const document =
      body.form === "picture"
        ? testPicture(wanted)
        : Buffer.from(testBytes(wanted, body.form)).toString("base64")
    return { by: "machine", document }
  }
  const printer = printersOf(room.day.plan).find(({ id }) => id === body.printer)
  if (!printer) throw new Denied("unknown-printer", language, { field: "printer" })
  const document = testBytes({ ...by, width: printer.paperMm }, printer.language)
  return { by: "printer", status: await printers.print(room.branchId, printer, document) }
}

function denyPin(refused: PinRefused, language: SpokenLanguage): never {
  if (refused.refused !== "too-many-requests") throw new Denied(refused.refused, language)
  throw new Denied(refused.refused, language, {
    retryAfterSeconds: Math.ceil(refused.retryAfterMs / 1000),
  })
}
