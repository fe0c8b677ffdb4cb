import type { CounterId, TellerId } from "@giliran/contract/basics"
import { type Command, EmptyBody, OpenCounterBody, PauseCounterBody } from "@giliran/contract/commands"
import { CounterChanged, TicketCalled } from "@giliran/contract/http-answers"
import type { Teller } from "@giliran/contract/ticket"
import type { z } from "@hono/zod-openapi"
import { answerOfCounter, answerOfTicket } from "../rules/views/project-answers.ts"
import { type Api, Denied } from "../http/api.ts"
import { type Asked, commandRoute } from "./command-route.ts"

/** A counter's session, and the button that calls the next ticket. */
export function counterRoutes(api: Api): void {
  const verb = <Body extends z.ZodType>(
    name: string,
    summary: string,
    body: Body,
    commandOf: (
      counterId: CounterId,
      body: z.output<Body>,
      asked: Asked<z.output<Body>, "counter">,
    ) => Command,
  ) =>
    commandRoute(api, {
      path: `/counters/{counter}/${name}`,
      deed: "work-counter",
      summary,
      subject: "counter",
      body,
      status: 200,
      answer: CounterChanged,
      order: (asked) => ({
        command: commandOf(asked.id, asked.body, asked),
        answer: ({ day }): CounterChanged => ({ counter: answerOfCounter(day, asked.id) }),
      }),
    })

  verb("open", "Open the counter, or take it over", OpenCounterBody, (counterId, body, asked) => ({
    type: "open-counter",
    counterId,
    ...body,
    teller: tellerOf(asked) ?? body.teller ?? staffOf(counterId),
  }))
  verb("pause", "Pause, with a reason of the branch's list", PauseCounterBody, (counterId, body) => ({
    type: "pause-counter",
    counterId,
    ...body,
  }))
  verb("resume", "Resume after a pause", EmptyBody, (counterId) => ({ type: "resume-counter", counterId }))
  verb("close", "Close the counter", EmptyBody, (counterId) => ({ type: "close-counter", counterId }))

  commandRoute(api, {
    path: "/counters/{counter}/call-next",
    deed: "work-counter",
    summary: "Call the next ticket by the calling rule",
    subject: "counter",
    body: EmptyBody,
    status: 200,
    answer: TicketCalled,
    order: ({ id }) => ({
      command: { type: "call-next", counterId: id },
      answer: ({ events, day, now }): TicketCalled => {
        const called = events.find((event) => event.type === "ticket-called")
        if (called?.type !== "ticket-called") throw new Error("A call that called nobody")
        return { ticket: answerOfTicket(day, called.ticketId, now), counter: answerOfCounter(day, id) }
      },
    }),
  })
}

/** Somebody who is signed in holds the counter as that person, and as nobody else. */
function tellerOf({ caller, body, language }: Asked<OpenCounterBody, "counter">): Teller | null {
  if (caller.kind !== "staff") return null
  if (body.teller && body.teller.id !== caller.staffId) throw new Denied("not-allowed", language)
  return { id: caller.staffId, name: caller.name }
}

/** Who holds a counter that was opened without a name: a script, or a branch that does not tell its tellers apart. */
function staffOf(counterId: CounterId): Teller {
  return { id: `counter-${counterId}` as TellerId, name: `Loket ${counterId}` }
}
