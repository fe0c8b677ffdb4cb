import { type BranchDay, never } from "../day/branch-day.ts"
import { dayClosed, dayOpened, planChanged } from "./business-day.ts"
import { callUndone, ticketCalled, ticketRecalled } from "./call-ticket.ts"
import { counterClosed, counterOpened, counterPaused, counterResumed } from "./counter-session.ts"
import type { BranchEvent } from "../day/events.ts"
import { forecastLearned } from "./keep-forecast.ts"
import { ticketMissed, ticketReturned } from "./no-show.ts"
import { ticketParked, ticketResumed } from "./park-ticket.ts"
import { servingStarted, ticketFinished, ticketMovedOn } from "./serve-ticket.ts"
import { ticketReserved, ticketVoided } from "./reserve-ticket.ts"
import { ticketReclassed } from "./reclass-ticket.ts"
import { ticketEnded, ticketTaken } from "./take-ticket.ts"
import { ticketReleased, ticketTransferred } from "./transfer-ticket.ts"

/** The fold: a day and one thing that happened make the day after it. */
export function apply(day: BranchDay, event: BranchEvent): BranchDay {
  return { ...applyEvent(day, event), lastAt: event.at }
}

function applyEvent(day: BranchDay, event: BranchEvent): BranchDay {
  switch (event.type) {
    case "day-opened":
      return dayOpened(day, event)
    case "day-closed":
      return dayClosed(day)
    case "plan-changed":
      return planChanged(day, event)
    case "forecast-learned":
      return forecastLearned(day, event)
    case "ticket-taken":
      return ticketTaken(day, event)
    case "ticket-reserved":
      return ticketReserved(day, event)
    case "ticket-voided":
      return ticketVoided(day, event)
    case "ticket-withdrawn":
    case "ticket-expired":
      return ticketEnded(day, event)
    case "ticket-called":
      return ticketCalled(day, event)
    case "ticket-recalled":
      return ticketRecalled(day, event)
    case "call-undone":
      return callUndone(day, event)
    case "serving-started":
      return servingStarted(day, event)
    case "ticket-finished":
      return ticketFinished(day, event)
    case "ticket-moved-on":
      return ticketMovedOn(day, event)
    case "ticket-missed":
      return ticketMissed(day, event)
    case "ticket-returned":
      return ticketReturned(day, event)
    case "ticket-parked":
      return ticketParked(day, event)
    case "ticket-resumed":
      return ticketResumed(day, event)
    case "ticket-transferred":
      return ticketTransferred(day, event)
    case "ticket-released":
      return ticketReleased(day, event)
    case "ticket-reclassed":
      return ticketReclassed(day, event)
    case "counter-opened":
      return counterOpened(day, event)
    case "counter-paused":
      return counterPaused(day, event)
    case "counter-resumed":
      return counterResumed(day, event)
    case "counter-closed":
      return counterClosed(day, event)
    default:
      return never(event)
  }
}
