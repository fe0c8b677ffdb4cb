import type { BranchId, BusinessDay } from "@giliran/contract/basics"
import type { DirectoryHealth } from "@giliran/contract/http-answers"

/** Where the bank keeps who its priority customers are: a port with two adapters, the built-in one and the bank's own by HTTP. */
export interface CustomerDirectory {
  readonly kind: DirectoryHealth["directory"]
  /** Answers within `directoryPatienceMs` and never throws: what went wrong is an answer too. */
  lookUp(identifier: string, at: BranchToday): Promise<Looked>
}

export interface BranchToday {
  readonly branchId: BranchId
  readonly day: BusinessDay
}

/** `other`: known without a priority segment, or not known. The difference is nobody's business at a kiosk. */
export type Looked = "priority" | "other" | { readonly failed: DirectoryFailure }

export type DirectoryFailure = keyof DirectoryHealth["checks"]["failed"]

/** A customer at a kiosk waits no longer than this for an answer, the whole way there and back. */
export const directoryPatienceMs = 800

/** Where no directory can be asked: an outside database, and no key to recognise anybody by. */
export const noDirectory: CustomerDirectory = {
  kind: "none",
  lookUp: () => Promise.resolve({ failed: "unreachable" }),
}
