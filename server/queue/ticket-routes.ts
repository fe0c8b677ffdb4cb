import { ticketPath } from "@giliran/contract/ticket-link"
import type { TicketId } from "@giliran/contract/basics"
import {
  AtCounterBody,
  CallTicketBody,
  type Command,
  ConfirmTicketBody,
  EmptyBody,
  FinishTicketBody,
  NoShowBody,
  ParkTicketBody,
  ReclassTicketBody,
  ResumeTicketBody,
  TakeTicketBody,
  TransferTicketBody,
  VoidTicketBody,
} from "@giliran/contract/commands"
import { TicketCalled, TicketChanged, TicketTaken } from "@giliran/contract/http-answers"
import type { TicketAnswer } from "@giliran/contract/ticket"
import type { z } from "@hono/zod-openapi"
import { newTicketSecret, ticketIdOf } from "../access/tokens.ts"
import type { Deed } from "../access/deeds.ts"
import type { SignedChecks } from "../customers/signed-checks.ts"
import type { Api } from "../http/api.ts"
import type { Happened } from "../http/command.ts"
import { answerOfCounter, answerOfTicket } from "../rules/views/project-answers.ts"
import { classAsked } from "./class-asked.ts"
import { queueCommand } from "./queue-command.ts"

const base = "/v1/branches/{branch}/tickets"

/** The life of a ticket, one route a verb. */
export function ticketRoutes(api: Api, proofs: SignedChecks): void {
  const taking = (path: "" | "/reserve", summary: string, type: "take-ticket" | "reserve-ticket") =>
    queueCommand(
      api,
      {
        path: `${base}${path}`,
        who: "take-ticket",
        tag: "tickets",
        summary,
        body: TakeTicketBody,
        status: 201,
        answer: TicketTaken,
        budget: (limits, { caller, incoming, language }) => limits.forTicket(caller, incoming, language),
      },
      (asked) => {
        const secret = newTicketSecret()
        const ticketId = ticketIdOf(secret)
        const { serviceId, thenServiceIds, language, isDiscreet } = asked.body
        return {
          command: {
            type,
            ticketId,
            serviceId,
            thenServiceIds,
            language,
            ...(isDiscreet ? { isDiscreet } : {}),
            ...classAsked(asked, proofs),
          },
          answer: ({ day, now }): TicketTaken => ({
            ticket: answerOfTicket(day, ticketId, now),
            link: ticketPath({ branchId: day.plan.branchId, secret }),
          }),
        }
      },
    )
  taking("", "Take a ticket", "take-ticket")
  taking(
    "/reserve",
    "Reserve a number, to be confirmed within a minute: when paper or a screen carries it",
    "reserve-ticket",
  )

  const verb = <Body extends z.ZodType>(
    name: string,
    summary: string,
    body: Body,
    commandOf: (ticketId: TicketId, body: z.output<Body>) => Command,
    who: Deed = "work-ticket",
  ) =>
    queueCommand(
      api,
      { path: `${base}/{ticket}/${name}`, who, tag: "tickets", summary, body, answer: TicketChanged },
      ({ names: { ticket }, body: given }) => {
        const command = commandOf(ticket, given)
        return {
          command,
          answer: (happened): TicketChanged => ({
            ticket: answerOfTicket(happened.day, ticket, happened.now),
            ...("callNext" in command && command.callNext ? { next: nextCalled(happened, ticket) } : {}),
          }),
        }
      },
    )

  verb(
    "confirm",
    "Confirm a reserved number: paper or a screen carries it",
    ConfirmTicketBody,
    (ticketId, body) => ({ type: "confirm-ticket", ticketId, ...body }),
    "confirm-ticket",
  )
  verb(
    "void",
    "Void a reserved number that nothing carries",
    VoidTicketBody,
    (ticketId, body) => ({ type: "void-ticket", ticketId, ...body }),
    "void-ticket",
  )
  verb(
    "withdraw",
    "Withdraw: the customer gives up",
    EmptyBody,
    (ticketId) => ({ type: "withdraw-ticket", ticketId }),
    "withdraw-ticket",
  )
  verb(
    "return",
    "Return: a missed customer waits again",
    EmptyBody,
    (ticketId) => ({ type: "return-ticket", ticketId }),
    "return-ticket",
  )
  verb("recall", "Recall: announce the call again", AtCounterBody, (ticketId, body) => ({
    type: "recall-ticket",
    ticketId,
    ...body,
  }))
  verb("serve", "Serve: the customer is here", AtCounterBody, (ticketId, body) => ({
    type: "serve-ticket",
    ticketId,
    ...body,
  }))
  verb("finish", "Finish, and call the next one if asked to", FinishTicketBody, (ticketId, body) => ({
    type: "finish-ticket",
    ticketId,
    ...body,
  }))
  verb("no-show", "No-show: nobody came", NoShowBody, (ticketId, body) => ({
    type: "no-show-ticket",
    ticketId,
    ...body,
  }))
  verb("park", "Park: set aside at this counter", ParkTicketBody, (ticketId, body) => ({
    type: "park-ticket",
    ticketId,
    ...body,
  }))
  verb("resume", "Resume a parked ticket", ResumeTicketBody, (ticketId, body) => ({
    type: "resume-ticket",
    ticketId,
    ...body,
  }))
  verb("transfer", "Transfer to a service, counter or teller", TransferTicketBody, (ticketId, body) => ({
    type: "transfer-ticket",
    ticketId,
    ...body,
  }))
  verb(
    "reclass",
    "Re-class: another class, with a reason",
    ReclassTicketBody,
    (ticketId, body) => ({ type: "reclass-ticket", ticketId, ...body }),
    "reclass-ticket",
  )
  verb("undo-call", "Undo a wrong call: back to the exact place", AtCounterBody, (ticketId, body) => ({
    type: "undo-call",
    ticketId,
    ...body,
  }))

  queueCommand(
    api,
    {
      path: `${base}/{ticket}/call`,
      who: "work-ticket",
      tag: "tickets",
      summary: "Call by number, out of order and with a reason",
      body: CallTicketBody,
      answer: TicketCalled,
    },
    ({ names: { ticket }, body }) => ({
      command: { type: "call-ticket", ticketId: ticket, ...body },
      answer: ({ day, now }): TicketCalled => ({
        ticket: answerOfTicket(day, ticket, now),
        counter: answerOfCounter(day, body.counterId),
      }),
    }),
  )
}

/** The ticket that the same command also called; null when nobody waited. */
function nextCalled({ events, day, now }: Happened, finished: TicketId): TicketAnswer | null {
  const called = events.find((event) => event.type === "ticket-called" && event.ticketId !== finished)
  return called?.type === "ticket-called" ? answerOfTicket(day, called.ticketId, now) : null
}
