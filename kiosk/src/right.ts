import type { CareReason } from "@giliran/contract/ticket"

/** On what ground this customer goes sooner: what was said here, or what a customer check gave. Null: as everybody. */
export type Right =
  | { readonly kind: "care"; readonly reason: CareReason }
  | { readonly kind: "priority"; readonly proof: string }
