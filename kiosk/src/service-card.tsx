import { wordsIn } from "@giliran/client/phrases"
import { isAnyMoment, openingTime, waitRange } from "@giliran/client/times"
import { useLive } from "@giliran/client/use-view"
import type { ServiceCard } from "@giliran/contract/kiosk-view"
import type { ServiceStatus } from "@giliran/contract/view-head"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { kiosk, usePhrases } from "./kiosk.ts"
import { paperRoute } from "./paper-route.ts"
import type { Right } from "./right.ts"
import { showSheet, takeTicket, visitStore } from "./visit-store.ts"

/** A name of more letters takes two lines, and its explanation one. */
const longName = 28

/** One service: its letter, its name, what it is, how many wait and how long. A touch takes a number. */
export const ServiceCardButton = ({
  service,
  right,
}: {
  service: ServiceCard
  right: Right | null
}): ReactNode => {
  const { t, language } = usePhrases()
  const taking = useStore(visitStore, (visit) => visit.taking)
  const isOpen = service.availability.status === "open"
  const isTaking = taking === service.id
  const touch = () => {
    const ask = kiosk.ask()
    const pairing = kiosk.pairing()
    if (!isOpen) return showSheet({ says: "unavailable", serviceId: service.id })
    const { view } = kiosk.store.getState()
    if (ask === null || pairing === null || view === null) return
    const paper = paperRoute(view)
    void takeTicket({ ask, branch: pairing.branch, serviceId: service.id, right, paper })
  }
  return (
    <button
      className="card"
      type="button"
      data-closed={isOpen ? undefined : ""}
      data-long={wordsIn(service.name, language).length > longName ? "" : undefined}
      data-taking={isTaking ? "" : undefined}
      aria-busy={isTaking}
      onClick={touch}
    >
      <span className="card__letter" aria-hidden="true">
        {service.letter}
      </span>
      <span className="card__words">
        <span className="card__name">{wordsIn(service.name, language)}</span>
        <span className="card__line">{wordsIn(service.line, language)}</span>
      </span>
      <span className="card__foot">
        {isTaking ? (
          <span>{t.taking}</span>
        ) : isOpen ? (
          <QueueFigures service={service} withWait={right === null} />
        ) : (
          <Unavailable availability={service.availability} />
        )}
      </span>
    </button>
  )
}

const QueueFigures = ({ service, withWait }: { service: ServiceCard; withWait: boolean }): ReactNode => {
  const { t, language } = usePhrases()
  // "No queue" already says "any moment".
  const isTold = withWait && !(service.waitingCount === 0 && isAnyMoment(service.wait))
  return (
    <>
      <span>{service.waitingCount === 0 ? t.nobodyWaiting : t.waiting({ count: service.waitingCount })}</span>
      {isTold ? (
        <>
          <span className="card__dot" aria-hidden="true">
            ·
          </span>
          <span>{waitRange(service.wait, language)}</span>
        </>
      ) : null}
    </>
  )
}

const Unavailable = ({ availability }: { availability: ServiceStatus }): ReactNode => {
  const { t, language } = usePhrases()
  const zone = useLive(kiosk.store, (state) => state.view?.branch.zone)
  switch (availability.status) {
    case "open":
      return null
    case "paused":
      return <span>{t.servicePaused}</span>
    case "full":
      return <span>{t.serviceFull}</span>
    case "closed":
      return (
        <span>
          {availability.opensAt === null || zone === undefined
            ? t.serviceClosed
            : t.serviceOpensAt({
                time: openingTime(availability.opensAt, kiosk.store.clock.now(), zone, language),
              })}
        </span>
      )
  }
}
