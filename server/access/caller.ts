import type { DeviceKind } from "@giliran/contract/devices"
import type { KeyRole, RoleGrant } from "@giliran/contract/access"
import type { BranchId, CounterId, Instant, TellerId, TicketId } from "@giliran/contract/basics"
import type { Deed } from "./deeds.ts"

/** Somebody who showed who they are. */
export type Caller =
  /** The secret of the ticket's link is all that a customer has. */
  | { readonly kind: "customer"; readonly ticketId: TicketId }
  | {
      readonly kind: "device"
      readonly role: DeviceKind
      readonly branchId: BranchId
      readonly deviceId: string
      /** Where a counter's PC stands. */
      readonly counterId: CounterId | null
    }
  | {
      readonly kind: "staff"
      readonly staffId: TellerId
      readonly name: string
      readonly grants: readonly RoleGrant[]
      readonly session: SessionFacts
    }
  /** A script of the bank's, or a screen of the demo. */
  | {
      readonly kind: "key"
      readonly role: KeyRole
      readonly branchId: BranchId
      readonly keyId: string
      readonly label: string
      /** Null is everything that the role may do. */
      readonly scopes: ReadonlySet<Deed> | null
    }

/** Somebody of the staff, signed in. */
export type StaffCaller = Caller & { readonly kind: "staff" }

export interface SessionFacts {
  readonly digest: string
  /** When the person last proved who it is. */
  readonly provedAt: Instant
  /** May do nothing but set up the authenticator. */
  readonly isLimited: boolean
}

/** Which screen asks: paired, or opened with a key. Null for people, who are no screen. */
export function screenOf(caller: Caller): { readonly deviceId: string; readonly label: string } | null {
  switch (caller.kind) {
    case "device":
      return { deviceId: caller.deviceId, label: "" }
    case "key":
      return { deviceId: caller.keyId, label: caller.label }
    case "staff":
    case "customer":
      return null
  }
}

/** Who it was, for the auditor. Never a secret: an id, or the beginning of a token's digest. */
export function actorOf(caller: Caller): string {
  switch (caller.kind) {
    case "customer":
      return `customer ${caller.ticketId}`
    case "device":
      return `${caller.role} ${caller.deviceId}`
    case "staff":
      return `staff ${caller.staffId}`
    case "key":
      return `${caller.role} ${caller.keyId}`
  }
}
