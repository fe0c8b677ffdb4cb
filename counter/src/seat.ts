import type { Teller } from "@giliran/contract/ticket"

/** Who sits at this tab, and where. */
export interface Seat {
  readonly counterId: string
  readonly teller: Teller
  /** The screen id under which this tab has held the counter. A duplicated tab gets a seat, but never held it. */
  readonly heldAs: string | null
}

const SEAT_KEY = "giliran.seat"
const TELLER_KEY = "giliran.teller"

/** The seat survives a reload of its tab and nothing else. */
export function keepSeat(seat: Seat | null): void {
  try {
    if (seat) sessionStorage.setItem(SEAT_KEY, JSON.stringify(seat))
    else sessionStorage.removeItem(SEAT_KEY)
  } catch {
    // Without storage the teller chooses the counter again after a reload.
  }
}

export function keptSeat(): Seat | null {
  const kept = read(() => sessionStorage, SEAT_KEY)
  return isSeat(kept) ? kept : null
}

/** The machine's last teller, so that the name is typed once. */
export function keepTeller(teller: Teller): void {
  try {
    localStorage.setItem(TELLER_KEY, JSON.stringify(teller))
  } catch {
    // It is typed again next time.
  }
}

export function keptTeller(): Teller | null {
  const kept = read(() => localStorage, TELLER_KEY)
  return isTeller(kept) ? kept : null
}

function read(storage: () => Storage, key: string): unknown {
  try {
    return JSON.parse(storage().getItem(key) ?? "null")
  } catch {
    return null
  }
}

function isSeat(kept: unknown): kept is Seat {
  return (
    typeof kept === "object" &&
    kept !== null &&
    "counterId" in kept &&
    typeof kept.counterId === "string" &&
    "teller" in kept &&
    isTeller(kept.teller) &&
    "heldAs" in kept &&
    (kept.heldAs === null || typeof kept.heldAs === "string")
  )
}

function isTeller(kept: unknown): kept is Teller {
  return (
    typeof kept === "object" &&
    kept !== null &&
    "id" in kept &&
    typeof kept.id === "string" &&
    "name" in kept &&
    typeof kept.name === "string"
  )
}
