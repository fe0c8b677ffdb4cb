import type { BranchId } from "@giliran/contract/basics"
import { AtCounterBody, EmptyBody } from "@giliran/contract/commands"
import { HelpAsked, HelpChanged, type HelpRequest, type HelpShown } from "@giliran/contract/help"
import { type Caller, screenOf } from "../access/caller.ts"
import type { Api } from "../http/api.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import type { HelpRequests, Kiosk } from "./help-requests.ts"

const base = "/v1/branches/{branch}/help-requests"

/** A customer at a kiosk asks for somebody, and somebody comes. Nothing of it touches the queue. */
export function helpRoutes(api: Api, help: HelpRequests): void {
  route(
    api,
    {
      method: "post",
      path: base,
      who: "ask-help",
      tag: "help",
      summary: "Ask for somebody to come to this kiosk",
      body: EmptyBody,
      answer: HelpAsked,
      status: 201,
      budget: (limits, { caller, language }) => limits.forHelp(caller, language),
    },
    ({ room, caller, once }) =>
      once(async (tx): Promise<HelpAsked> => {
        const asked = await help.ask(tx, kioskOf(caller, room.branchId))
        const isAnybodyThere = Array.from(room.day.counters.values()).some(
          ({ state }) => state.status === "open",
        )
        return { help: shown(asked), isAnybodyThere }
      }),
  )

  route(
    api,
    {
      method: "post",
      path: `${base}/{request}/come`,
      who: "answer-help",
      tag: "help",
      summary: "Say that somebody is on the way: nobody else need go",
      body: AtCounterBody,
      answer: HelpChanged,
    },
    ({ room, language, names, body: { counterId = null }, once }) => {
      if (counterId !== null && !room.day.counters.has(counterId))
        throw new Denied("unknown-counter", language, { field: "counterId" })
      return once(async (tx): Promise<HelpChanged> => {
        const coming = await help.come(tx, { branchId: room.branchId, id: names.request, counterId })
        if (!coming) throw new Denied("help-over", language)
        return { help: shown(coming) }
      })
    },
  )

  route(
    api,
    {
      method: "post",
      path: `${base}/{request}/end`,
      who: "ask-help",
      tag: "help",
      summary: "Somebody is there, or nobody is needed any more",
      body: EmptyBody,
      answer: HelpChanged,
    },
    ({ room, caller, language, names: { request: id }, once }) =>
      once(async (tx): Promise<HelpChanged> => {
        if (!(await help.end(tx, kioskOf(caller, room.branchId), id))) throw new Denied("help-over", language)
        return { help: { id, isComing: true } }
      }),
  )
}

function shown({ id, coming }: HelpRequest): HelpShown {
  return { id, isComing: coming !== null }
}

/** The table lets kiosks alone come this far. */
function kioskOf(caller: Caller, branchId: BranchId): Kiosk {
  const screen = screenOf(caller)
  if (screen === null) throw new Error("Nobody but a kiosk asks for help")
  return { branchId, ...screen }
}
