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
import { actorOf, type Caller } from "../access/caller.ts"
import { isFreshlyProved } from "../access/fresh-proof.ts"
import type { PinRefused } from "./settings-pin.ts"
import { printersOf } from "../printing/printers.ts"
import { zonesOf } from "../rules/views/project-hall.ts"
import { type Api, Denied, type Visit } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { post } from "../http/post-route.ts"
import { read } from "../queue/read-routes.ts"

/** The settings of one machine, behind the branch's PIN: what there is to choose from, and a ticket that is none. */
export function settingsRoutes(api: Api): void {
  read(
    api,
    "/machine-settings",
    "see-machine",
    "Whether the branch has a PIN for its machines' settings",
    { answer: SettingsDoor },
    async ({ room }): Promise<SettingsDoor> => ({ isPinSet: await api.pin.isSet(room.branchId) }),
  )

  post(
    api,
    {
      path: "/machine-settings/open",
      tag: "devices",
      deed: "set-machine",
      summary: "Open a machine's settings by the branch's PIN",
      body: OpenSettingsBody,
      answer: SettingsOpened,
    },
    async ({ visit, body }) => {
      const { caller, incoming, room, language } = visit
      const asking = { caller, address: addressOf(incoming), branchId: room.branchId }
      const refused = await api.pin.refusal(asking, body.pin)
      return refused ? denyPin(refused, language) : opened(api, visit)
    },
  )

  post(
    api,
    {
      path: "/machine-settings/test-print",
      tag: "devices",
      deed: "set-machine",
      summary: "Put a ticket on paper that is none, and takes no number",
      body: TestPrintBody,
      answer: TestPrinted,
    },
    ({ visit, body }) => testPrint(api, visit, body),
  )

  post(
    api,
    {
      path: "/machine-settings/pin",
      tag: "devices",
      deed: "manage-devices",
      summary: "Give the branch a new PIN for its machines' settings; it is shown this once",
      body: EmptyBody,
      answer: SettingsPinMade,
    },
    async ({ visit: { caller, incoming, room, language } }): Promise<SettingsPinMade> => {
      if (!isFreshlyProved(caller, room.now())) throw new Denied("fresh-sign-in-needed", language)
      const by = { branchId: room.branchId, actor: actorOf(caller), address: addressOf(incoming) }
      return { pin: await api.pin.renew(by) }
    },
  )
}

async function opened({ deviceHealth, ledger, printers }: Api, visit: Visit): Promise<SettingsOpened> {
  const { caller, room } = visit
  const { plan } = room.day
  const id = idOf(caller)
  const health = (await deviceHealth.ofBranch(room.branchId, room.now())).get(id) ?? null
  const paired = (await ledger.devices.ofBranch(room.branchId)).find((device) => device.id === id)
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

async function testPrint(api: Api, visit: Visit, body: TestPrintBody): Promise<TestPrinted> {
  const { room, language, caller } = visit
  await api.limits.forTest(caller, language)
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
  return { by: "printer", status: await api.printers.print(room.branchId, printer, document) }
}

function denyPin(refused: PinRefused, language: SpokenLanguage): never {
  if (refused.refused !== "too-many-requests") throw new Denied(refused.refused, language)
  throw new Denied(refused.refused, language, {
    retryAfterSeconds: Math.ceil(refused.retryAfterMs / 1000),
  })
}

function idOf(caller: Caller): string {
  if (caller.kind === "device") return caller.deviceId
  return caller.kind === "key" ? caller.keyId : ""
}
