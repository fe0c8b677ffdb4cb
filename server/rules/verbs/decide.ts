import type { Instant } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { type BranchDay, never } from "../day/branch-day.ts"
import { closeDay, changePlan, openDay } from "./business-day.ts"
import { callNext, callTicket, recallTicket, undoCall } from "./call-ticket.ts"
import { closeCounter, openCounter, pauseCounter, resumeCounter } from "./counter-session.ts"
import type { Decision } from "../day/decision.ts"
import { keepForecast } from "./keep-forecast.ts"
import { noShowTicket, returnTicket } from "./no-show.ts"
import { parkTicket, resumeTicket } from "./park-ticket.ts"
import { confirmTicket, reserveTicket, voidTicket } from "./reserve-ticket.ts"
import { reclassTicket } from "./reclass-ticket.ts"
import { finishTicket, serveTicket } from "./serve-ticket.ts"
import { takeTicket, withdrawTicket } from "./take-ticket.ts"
import { transferTicket } from "./transfer-ticket.ts"

/** The one door of the rules: a command and the moment it is given, against the day as it stands. */
export function decide(day: BranchDay, command: Command, now: Instant): Decision {
  if (day.status !== "open" && command.type !== "open-day") return { refused: "day-closed" }
  switch (command.type) {
    case "take-ticket":
      return takeTicket(day, command, now)
    case "reserve-ticket":
      return reserveTicket(day, command, now)
    case "confirm-ticket":
      return confirmTicket(day, command, now)
    case "void-ticket":
      return voidTicket(day, command, now)
    case "withdraw-ticket":
      return withdrawTicket(day, command, now)
    case "return-ticket":
      return returnTicket(day, command, now)
    case "call-next":
      return callNext(day, command, now)
    case "call-ticket":
      return callTicket(day, command, now)
    case "recall-ticket":
      return recallTicket(day, command, now)
    case "undo-call":
      return undoCall(day, command, now)
    case "serve-ticket":
      return serveTicket(day, command, now)
    case "finish-ticket":
      return finishTicket(day, command, now)
    case "no-show-ticket":
      return noShowTicket(day, command, now)
    case "park-ticket":
      return parkTicket(day, command, now)
    case "resume-ticket":
      return resumeTicket(day, command, now)
    case "transfer-ticket":
      return transferTicket(day, command, now)
    case "reclass-ticket":
      return reclassTicket(day, command, now)
    case "open-counter":
      return openCounter(day, command, now)
    case "pause-counter":
      return pauseCounter(day, command, now)
    case "resume-counter":
      return resumeCounter(day, command, now)
    case "close-counter":
      return closeCounter(day, command, now)
    case "open-day":
      return openDay(day, command, now)
    case "close-day":
      return closeDay(day, now)
    case "change-plan":
      return changePlan(day, command, now)
    case "learn-forecast":
      return keepForecast(day, command, now)
    default:
      return never(command)
  }
}
