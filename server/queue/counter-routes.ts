import type { CounterId, TellerId } from "@giliran/contract/basics"
import { type Command, EmptyBody, OpenCounterBody, PauseCounterBody } from "@giliran/contract/commands"
import { CounterChanged, TicketCalled } from "@giliran/contract/http-answers"
import type { Teller } from "@giliran/contract/ticket"
import type { z } from "@hono/zod-openapi"
import type { Caller } from "../access/caller.ts"
import type { Api } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { Denied } from "../http/denied.ts"
import { answerOfCounter, answerOfTicket } from "../rules/views/project-answers.ts"
import { queueCommand } from "./queue-command.ts"

const base = "/v1/branches/{branch}/counters/{counter}"

/** A counter's session, and the button that calls the next ticket. */
export function counterRoutes(api: Api): void {
  const common = { who: "work-counter", tag: "counters" } as const
  const verb = <Body extends z.ZodType>(
    name: string,
    summary: string,
    body: Body,
    commandOf: (counterId: CounterId, body: z.output<Body>, by: By) => Command,
  ) =>
    queueCommand(
      api,
      { ...common, path: `${base}/${name}`, summary, body, answer: CounterChanged },
      ({ names: { counter }, body: given, caller, language }) => ({
        command: commandOf(counter, given, { caller, language }),
        answer: ({ day }): CounterChanged => ({ counter: answerOfCounter(day, counter) }),
      }),
    )

  verb("open", "Open the counter, or take it over", OpenCounterBody, (counterId, body, by) => ({
    type: "open-counter",
    counterId,
    ...body,
    teller: tellerOf(by, body) ?? body.teller ?? staffOf(counterId),
  }))
  verb("pause", "Pause, with a reason of the branch's list", PauseCounterBody, (counterId, body) => ({
    type: "pause-counter",
    counterId,
    ...body,
  }))
  verb("resume", "Resume after a pause", EmptyBody, (counterId) => ({ type: "resume-counter", counterId }))
  verb("close", "Close the counter", EmptyBody, (counterId) => ({ type: "close-counter", counterId }))

  queueCommand(
    api,
    {
      ...common,
      path: `${base}/call-next`,
      summary: "Call the next ticket by the calling rule",
      body: EmptyBody,
      answer: TicketCalled,
    },
    ({ names: { counter } }) => ({
      command: { type: "call-next", counterId: counter },
      answer: ({ events, day, now }): TicketCalled => {
        const called = events.find((event) => event.type === "ticket-called")
        if (called?.type !== "ticket-called") throw new Error("A call that called nobody")
        return { ticket: answerOfTicket(day, called.ticketId, now), counter: answerOfCounter(day, counter) }
      },
    }),
  )
}

interface By {
  readonly caller: Caller
  readonly language: SpokenLanguage
}

/** Somebody who is signed in holds the counter as that person, and as nobody else. */
function tellerOf({ caller, language }: By, { teller }: OpenCounterBody): Teller | null {
  if (caller.kind !== "staff") return null
  if (teller && teller.id !== caller.staffId) throw new Denied("not-allowed", language)
  return { id: caller.staffId, name: caller.name }
}

/** Who holds a counter that was opened without a name: a script, or a branch that does not tell its tellers apart. */
function staffOf(counterId: CounterId): Teller {
  return { id: `counter-${counterId}` as TellerId, name: `Loket ${counterId}` }
}
