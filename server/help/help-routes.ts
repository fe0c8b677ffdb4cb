import { AtCounterBody, EmptyBody } from "@giliran/contract/commands"
import { HelpAsked, HelpChanged, type HelpRequest, type HelpShown } from "@giliran/contract/help"
import type { Caller } from "../access/caller.ts"
import type { Kiosk } from "./help-requests.ts"
import { type Api, Denied, type Visit } from "../http/api.ts"
import { post } from "../http/post-route.ts"

/** A customer at a kiosk asks for somebody, and somebody comes. Nothing of it touches the queue. */
export function helpRoutes(api: Api): void {
  const { help } = api

  post(
    api,
    {
      path: "/help-requests",
      tag: "help",
      deed: "ask-help",
      summary: "Ask for somebody to come to this kiosk",
      body: EmptyBody,
      answer: HelpAsked,
      status: 201,
    },
    async ({ visit }) => {
      const { room, caller, language } = visit
      await api.limits.forHelp(caller, language)
      const asked = await help.ask(kioskOf(visit))
      const isAnybodyThere = Array.from(room.day.counters.values()).some(
        ({ state }) => state.status === "open",
      )
      return { help: shown(asked), isAnybodyThere } satisfies HelpAsked
    },
  )

  post(
    api,
    {
      path: "/help-requests/{request}/come",
      tag: "help",
      deed: "answer-help",
      summary: "Say that somebody is on the way: nobody else need go",
      body: AtCounterBody,
      answer: HelpChanged,
    },
    async ({ visit: { room, language }, body: { counterId = null }, id }) => {
      if (counterId !== null && !room.day.counters.has(counterId))
        throw new Denied("unknown-counter", language, { field: "counterId" })
      const coming = await help.come({ branchId: room.branchId, id, counterId })
      if (!coming) throw new Denied("help-over", language)
      return { help: shown(coming) } satisfies HelpChanged
    },
  )

  post(
    api,
    {
      path: "/help-requests/{request}/end",
      tag: "help",
      deed: "ask-help",
      summary: "Somebody is there, or nobody is needed any more",
      body: EmptyBody,
      answer: HelpChanged,
    },
    async ({ visit, id }) => {
      if (!(await help.end(kioskOf(visit), id))) throw new Denied("help-over", visit.language)
      return { help: { id, isComing: true } } satisfies HelpChanged
    },
  )
}

function shown({ id, coming }: HelpRequest): HelpShown {
  return { id, isComing: coming !== null }
}

function kioskOf({ caller, room: { branchId } }: Visit): Kiosk {
  return { branchId, ...nameOf(caller) }
}

/** The table lets kiosks alone come this far: paired, or opened with a key. */
function nameOf(caller: Caller): Omit<Kiosk, "branchId"> {
  switch (caller.kind) {
    case "device":
      return { deviceId: caller.deviceId, label: "" }
    case "key":
      return { deviceId: caller.keyId, label: caller.label }
    case "staff":
    case "customer":
      throw new Error("Nobody but a kiosk asks for help")
  }
}
