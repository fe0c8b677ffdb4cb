import type { Instant } from "@giliran/contract/basics"
import { CareReason, TicketClass } from "@giliran/contract/ticket"
import type { DisplayView } from "@giliran/contract/display-view"
import type { KioskView } from "@giliran/contract/kiosk-view"
import type { TicketView } from "@giliran/contract/ticket-view"
import { expect } from "vitest"
import type { BranchDay } from "../../server/rules/day/branch-day.ts"
import { isRefusal } from "../../server/rules/day/decision.ts"
import type { BranchEvent } from "../../server/rules/day/events.ts"
import { audienceName } from "../../server/rules/day/queues.ts"
import { inOrder, sizeOf } from "../../server/rules/day/waiting-line.ts"
import { apply } from "../../server/rules/verbs/apply.ts"
import { decide } from "../../server/rules/verbs/decide.ts"

/** What is so of any day, whatever happened on it. */

export function expectOnePlaceEach(day: BranchDay): void {
  const [found, said] = [placesOf(day), placesByStatus(day)]
  if (found !== said) throw new Error(`The lists say ${found}, the tickets ${said}`)
}

export function expectOneCounterEach(day: BranchDay): void {
  const sitting = [...day.counters.values()].flatMap(({ state }) =>
    state.status === "closed" ? [] : [state.teller.id],
  )
  if (new Set(sitting).size !== sitting.length) throw new Error("A teller sits at two counters")
}

export function expectReceiversThere(day: BranchDay): void {
  const present = [...day.counters].flatMap(([id, { state }]) =>
    state.status === "closed" ? [] : [`counter:${id}`, `teller:${state.teller.id}`],
  )
  for (const { number, status, spot, serviceId } of day.tickets.values())
    if (
      status === "waiting" &&
      spot.audience.for !== "service" &&
      !present.includes(audienceName(spot.audience, serviceId))
    )
      throw new Error(`${number} waits for somebody who went home`)
}

/** Every call and recall has the next number; nothing but an undone call disappears. */
export function expectNumberedAnnouncements(
  before: BranchDay,
  day: BranchDay,
  happened: readonly BranchEvent[],
): void {
  if (day.day !== before.day) return
  const made = happened.filter(isAnnounced).length
  const undone = happened.find((event) => event.type === "call-undone")
  const kept = before.announcements.filter(({ ticketId }) => ticketId !== undone?.ticketId)
  const numbers = [...kept.map(({ no }) => no), ...countFrom(before.announcementCount + 1, made)]
  if (
    day.announcements.map(({ no }) => no).join() !== numbers.slice(-40).join() ||
    day.announcementCount !== before.announcementCount + made
  )
    throw new Error(`Announcements ${numbers.join()} became ${day.announcements.map(({ no }) => no).join()}`)
}

/** CLASS-6: neither a class nor the code or words of its ground, by whatever name. */
export function expectNoClass(view: KioskView | DisplayView | TicketView): void {
  const told = new Set([
    "class",
    "ground",
    ...TicketClass.options,
    ...CareReason.options,
    "asked at the door",
  ])
  JSON.stringify(view, (name, value: unknown) => {
    if (told.has(name) || (typeof value === "string" && told.has(value)))
      throw new Error(`The ${view.kind} view tells ${name}: ${JSON.stringify(value)}`)
    return value
  })
}

export function expectNumbersOnce(events: readonly BranchEvent[]): void {
  let counts = new Map<string, number>()
  let numbers = new Set<string>()
  for (const event of events) {
    if (event.type === "day-opened") [counts, numbers] = [new Map(), new Set()]
    // One that was reserved had its number then: what is confirmed is that very number.
    if (event.type === "ticket-taken" && event.reservedAt !== undefined && !numbers.has(event.number))
      throw new Error(`${event.number} was confirmed and never reserved`)
    if (event.type !== "ticket-reserved" && (event.type !== "ticket-taken" || event.reservedAt !== undefined))
      continue
    if (numbers.has(event.number)) throw new Error(`${event.number} was given twice`)
    if (event.count !== (counts.get(event.letter) ?? 0) + 1) throw new Error(`${event.number} leaves a gap`)
    numbers.add(event.number)
    counts.set(event.letter, event.count)
  }
}

export function expectCleanClosing(day: BranchDay, now: Instant): void {
  const decision = decide(day, { type: "close-day" }, now)
  const closed = isRefusal(decision) ? day : decision.reduce(apply, day)
  for (const { number, status } of closed.tickets.values())
    if (!["finished", "withdrawn", "expired", "voided"].includes(status))
      throw new Error(`${number} is still ${status}`)
  for (const counter of closed.counters.values())
    expect(counter).toEqual({ state: { status: "closed" }, inHand: null, parked: [] })
  expect([closed.lines.size, closed.missed.length, closed.reserved.size]).toEqual([0, 0, 0])
}

export function expectWaitingCounts(day: BranchDay): void {
  const waiting = [...day.tickets.values()].filter(({ status }) => status === "waiting")
  for (const [serviceId, count] of day.waitingByService)
    expect(count).toBe(waiting.filter((ticket) => ticket.serviceId === serviceId).length)
  expect([...day.lines.values()].reduce((sum, line) => sum + sizeOf(line), 0)).toBe(waiting.length)
}

/** CALL-7, but for DISCREET-1. */
function isAnnounced(event: BranchEvent): boolean {
  return (event.type === "ticket-called" || event.type === "ticket-recalled") && !event.isDiscreet
}

function countFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => first + n)
}

/** Where the lists of the day have each ticket. */
function placesOf(day: BranchDay): string {
  const places: [string, string][] = []
  for (const [name, line] of day.lines)
    for (const { ticketId } of inOrder(line)) places.push([ticketId, name])
  for (const [id, { inHand, parked }] of day.counters) {
    if (inHand !== null) places.push([inHand, `in hand at ${id}`])
    for (const ticketId of parked) places.push([ticketId, `parked at ${id}`])
  }
  for (const ticketId of day.missed) places.push([ticketId, "missed"])
  if (new Set(places.map(([id]) => id)).size !== places.length) throw new Error("A ticket is in two places")
  return inWords(places)
}

/** Where its status says that it is. */
function placesByStatus(day: BranchDay): string {
  return inWords(
    [...day.tickets.values()].flatMap((ticket): [string, string][] => {
      switch (ticket.status) {
        case "waiting": {
          const { serviceId, spot } = ticket
          return [
            [
              ticket.id,
              `${audienceName(spot.audience, serviceId)}/${ticket.class}${spot.isFirst ? "/first" : ""}`,
            ],
          ]
        }
        case "called":
        case "serving":
          return [[ticket.id, `in hand at ${ticket.call.counterId}`]]
        case "parked":
          return [[ticket.id, `parked at ${ticket.call.counterId}`]]
        case "no-show":
          return [[ticket.id, "missed"]]
        default:
          return []
      }
    }),
  )
}

function inWords(places: readonly (readonly [string, string])[]): string {
  return places
    .map(([ticketId, place]) => `${ticketId}: ${place}`)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join("; ")
}
