import type { CounterId, TellerId } from "@giliran/contract/basics"
import { type Command, EmptyBody, OpenCounterBody, PauseCounterBody } from "@giliran/contract/commands"
import { CounterChanged, TicketCalled } from "@giliran/contract/http-answers"
import type { Teller } from "@giliran/contract/ticket"
import type { z } from "@hono/zod-openapi"
import { answerOfCounter, answerOfTicket } from "../rules/project-answers.ts"
import type { Api } from "./api.ts"
import { commandRoute } from "./command-route.ts"

/** A counter's session, and the button that calls the next ticket. */
export function counterRoutes(api: Api): void {
  const verb = <Body extends z.ZodType>(
    name: string,
    summary: string,
    body: Body,
    commandOf: (counterId: CounterId, body: z.output<Body>) => Command,
  ) =>
    commandRoute(api, {
      path: `/counters/{counter}/${name}`,
      deed: "work-counter",
      summary,
      subject: "counter",
      body,
      status: 200,
      answer: CounterChanged,
      order: ({ id, body: given }) => ({
        command: commandOf(id, given),
        answer: ({ day }): CounterChanged => ({ counter: answerOfCounter(day, id) }),
      }),
    })

  verb("open", "Open the counter, or take it over", OpenCounterBody, (counterId, body) => ({
    type: "open-counter",
    counterId,
    ...body,
    teller: body.teller ?? staffOf(counterId),
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

/** Who holds a counter that was opened without a name: a script, or a branch that does not tell its tellers apart. */
function staffOf(counterId: CounterId): Teller {
  return { id: `counter-${counterId}` as TellerId, name: `Loket ${counterId}` }
}
