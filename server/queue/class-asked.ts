import type { Proof, TakeTicketBody } from "@giliran/contract/commands"
import type { ClassGround, TicketClass } from "@giliran/contract/ticket"
import type { Caller } from "../access/caller.ts"
import { may } from "../access/may.ts"
import { roles } from "../access/roles.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { SignedChecks } from "../customers/signed-checks.ts"
import { Denied } from "../http/denied.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"

interface Taking {
  readonly body: TakeTicketBody
  readonly caller: Caller
  readonly room: Pick<BranchRoom, "branchId">
  readonly language: SpokenLanguage
}

/** The class of a ticket to be taken, and on what ground it has it. */
export interface ClassAsked {
  readonly class: TicketClass
  readonly ground?: ClassGround
  readonly proof?: Proof
}

/**
 * CLASS-2: care is believed; priority is proven by a customer check; staff may choose any class and says why, but for a
 * manager's scripts, which may leave it out. Throws `Denied`.
 */
export function classAsked(
  { body, caller, room: { branchId }, language }: Taking,
  checks: SignedChecks,
): ClassAsked {
  const { claim, proof, reason, class: wanted } = body
  if (claim && proof !== undefined) throw contradiction("proof", language)
  if (claim) return { class: agreed(wanted, "care", language), ground: { by: "claim", reason: claim.reason } }
  if (proof !== undefined) {
    const read = checks.read(proof, branchId)
    if (!read) throw new Denied("proof-expired", language, { field: "proof" })
    return { class: agreed(wanted, "priority", language), ground: { by: "proof" }, proof: read }
  }
  if (wanted === "regular") return { class: wanted }
  if (!may(caller, "choose-class", { branchId })) {
    if (wanted === "priority") throw new Denied("proof-needed", language, { field: "proof" })
    // Said at a kiosk without a particular: a claim all the same.
    return { class: wanted, ground: { by: "claim", reason: "other" } }
  }
  if (reason !== undefined) return { class: wanted, ground: { by: "staff", reason } }
  if (caller.kind === "key" && roles[caller.role].keyMayOmitReason) return { class: wanted }
  throw new Denied("bad-request", language, { field: "reason", detail: reasonNeeded[language] })
}

/** `regular` is what a body without a class says. */
function agreed(wanted: TicketClass, meant: TicketClass, language: SpokenLanguage): TicketClass {
  if (wanted !== "regular" && wanted !== meant) throw contradiction("class", language)
  return meant
}

function contradiction(field: string, language: SpokenLanguage): Denied {
  return new Denied("bad-request", language, { field, detail: contradicted(field)[language] })
}

const contradicted = (field: string): Readonly<Record<SpokenLanguage, string>> => ({
  id: `"${field}" tidak cocok dengan isi lainnya: pilih salah satu alasan.`,
  en: `"${field}" does not fit the rest: choose one ground for the class.`,
})

const reasonNeeded: Readonly<Record<SpokenLanguage, string>> = {
  id: '"reason" wajib diisi bila petugas memilih kelas.',
  en: '"reason" is required when staff chooses the class.',
}
