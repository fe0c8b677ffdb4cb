import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as words from "@giliran/contract/commands"
import * as answers from "@giliran/contract/http-answers"
import { Plan } from "@giliran/contract/plan"
import { CONTRACT_VERSION } from "@giliran/contract/socket-events"
import { TicketAnswer } from "@giliran/contract/ticket"
import { CounterView } from "@giliran/contract/counter-view"
import { DisplayView } from "@giliran/contract/display-view"
import { KioskView } from "@giliran/contract/kiosk-view"
import { TicketView } from "@giliran/contract/ticket-view"
import { describe, expect, it } from "vitest"
import { planOf } from "../support/plan-of.ts"

const contractFolder = join(import.meta.dirname, "../../packages/contract")

/** A good body of each command. */
const bodies = {
  TakeTicketBody: {
    serviceId: "a",
    thenServiceIds: ["b"],
    class: "care",
    language: "en",
    claim: { kind: "care", reason: "elderly" },
    proof: "x",
    reason: "known to us",
    isDiscreet: true,
  },
  CheckCustomerBody: { identifier: "1234 5678" },
  ReclassTicketBody: { class: "care", reason: "elderly" },
  ConfirmTicketBody: { carriedBy: "paper" },
  DrawTicketBody: { form: "picture", paperMm: 80, secret: "abc" },
  PrintTicketBody: { printer: "lobi", secret: "abc" },
  VoidTicketBody: { reason: "customer-left" },
  EmptyBody: {},
  AtCounterBody: { counterId: "1" },
  CallTicketBody: { counterId: "1", reason: "wheelchair" },
  FinishTicketBody: { counterId: "1", outcome: "done", note: "signed", callNext: true },
  NoShowBody: { counterId: "1", callNext: true },
  ParkTicketBody: { counterId: "1", wakeAfterMs: 60_000 },
  ResumeTicketBody: { counterId: "1" },
  TransferTicketBody: {
    counterId: "1",
    to: { kind: "service", serviceId: "b" },
    place: "last",
    thenBack: { place: "first" },
  },
  OpenCounterBody: { teller: { id: "dewi", name: "Dewi" }, screenId: "screen-01", takeOver: true },
  PauseCounterBody: { reason: "break" },
  ChangePlanBody: { plan: planOf() },
} as const

const commands = { ...words }

type BodyName = keyof typeof bodies
const names = Object.keys(bodies) as BodyName[]

describe("bodies of commands", () => {
  it("are all tried here", () => {
    expect(
      Object.keys(commands)
        .filter((name) => name.endsWith("Body"))
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(names.toSorted((a, b) => a.localeCompare(b)))
  })

  it.each(names)("%s takes what it knows", (name) => {
    expect(commands[name].safeParse(bodies[name])).toMatchObject({ success: true })
  })

  it.each(names)("%s refuses a field that it does not know, and names it", (name) => {
    const { error } = commands[name].safeParse({ ...bodies[name], colour: "red" })
    expect(error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: ["colour"] }])
  })

  it("are strict inside as well", () => {
    const inside = [
      [commands.TransferTicketBody, { to: { kind: "service", serviceId: "b", floor: 2 } }],
      [
        commands.TransferTicketBody,
        { to: { kind: "service", serviceId: "b" }, thenBack: { place: "first", floor: 2 } },
      ],
      [commands.OpenCounterBody, { teller: { id: "dewi", name: "Dewi", floor: 2 } }],
      [commands.ChangePlanBody, { plan: { ...planOf(), floor: 2 } }],
    ] as const
    for (const [schema, body] of inside)
      expect(schema.safeParse(body).error?.issues).toMatchObject([
        { code: "unrecognized_keys", keys: ["floor"] },
      ])
  })

  it.each([
    ["TakeTicketBody", { serviceId: "A B" }, "serviceId"],
    ["TakeTicketBody", {}, "serviceId"],
    ["TakeTicketBody", { serviceId: "a", class: "vip" }, "class"],
    ["TakeTicketBody", { serviceId: "a", thenServiceIds: ["b", "b", "b", "b", "b", "b"] }, "thenServiceIds"],
    ["TakeTicketBody", { serviceId: "a", claim: { kind: "care", reason: "cold" } }, "claim"],
    ["TakeTicketBody", { serviceId: "a", claim: { kind: "priority" } }, "claim"],
    ["CheckCustomerBody", { identifier: " " }, "identifier"],
    ["CheckCustomerBody", { identifier: "1".repeat(201) }, "identifier"],
    ["ReclassTicketBody", { class: "care" }, "reason"],
    ["ReclassTicketBody", { class: "care", reason: "x".repeat(201) }, "reason"],
    ["CallTicketBody", { counterId: "1", reason: "   " }, "reason"],
    ["FinishTicketBody", { note: "x".repeat(501) }, "note"],
    ["ParkTicketBody", { wakeAfterMs: -1 }, "wakeAfterMs"],
    ["TransferTicketBody", { to: { kind: "moon" } }, "to"],
    ["PauseCounterBody", { reason: "Break!" }, "reason"],
  ] as const)("%s refuses %j at %s", (name, body, field) => {
    expect(commands[name].safeParse(body).error?.issues[0]?.path[0]).toBe(field)
  })

  it("fill in what is usual", () => {
    expect(commands.TakeTicketBody.parse({ serviceId: "a" })).toEqual({
      serviceId: "a",
      thenServiceIds: [],
      class: "regular",
      language: "id",
    })
    expect(commands.FinishTicketBody.parse({})).toEqual({ outcome: "done", callNext: false })
    expect(commands.PauseCounterBody.parse({})).toEqual({ reason: "break" })
  })
})

describe("refusals", () => {
  const text = readFileSync(join(contractFolder, "refusals.ts"), "utf8")
  const refusals = Array.from(text.matchAll(/refused: "([^"]+)"/g), ([, name]) => name)
  const codes = Array.from(text.matchAll(/^ {2}\| "([^"]+)"/gm), ([, name]) => name)

  it("have kebab-case names, each once", () => {
    expect(refusals.length).toBeGreaterThan(20)
    expect(codes.length).toBeGreaterThan(5)
    const all = [...refusals, ...codes]
    expect(all.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name ?? ""))).toEqual([])
    expect(new Set(all).size).toBe(all.length)
  })
})

describe("the contract's version", () => {
  it("is raised with the shape of the words", () => {
    const schemas = {
      ...commands,
      ...answers,
      Plan,
      TicketAnswer,
      KioskView,
      DisplayView,
      CounterView,
      TicketView,
    }
    const shapes = Object.entries(schemas)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, schema]) => [
        name,
        schema.toJSONSchema({ io: "input" }),
        schema.toJSONSchema({ io: "output" }),
      ])
    const digest = createHash("sha256").update(JSON.stringify(shapes)).digest("hex").slice(0, 16)
    expect(
      { version: CONTRACT_VERSION, digest },
      "The words changed. Raise CONTRACT_VERSION in packages/contract/socket-events.ts, write its history there, and pin both here.",
    ).toEqual({ version: 12, digest: "8ad3e5fe70b21e86" })
  })

  it("has a line of history for each number", () => {
    const text = readFileSync(join(contractFolder, "socket-events.ts"), "utf8")
    const history = /History of CONTRACT_VERSION: ([\s\S]*?)\*\//.exec(text)?.[1] ?? ""
    for (let version = 1; version <= CONTRACT_VERSION; version++)
      expect(history).toMatch(new RegExp(`\\b${version} \\S`))
  })
})
