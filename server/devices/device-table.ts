import type { DeviceKind, DevicePublicKey } from "@giliran/contract/devices"
import type { BranchId, CounterId, Instant } from "@giliran/contract/basics"
import type { NewAuditEntry } from "../audit/record.ts"
import type { Tx } from "../database/tx.ts"

/** The paired screens, those that ask to be, and every token that they had. All throw `DatabaseAway`. */
export interface DeviceTable {
  /** Those of a branch, the first paired first; the revoked too. */
  ofBranch(branchId: BranchId): Promise<readonly DeviceRow[]>

  beginPairing(pairing: NewPairing): Promise<"begun" | "code-taken" | "too-many">
  /** By the digest of what the device polls with, or of what it shows. */
  findPairing(by: "deviceDigest" | "userDigest", digest: string): Promise<PairingRow | null>
  /** Takes a turn at asking; false when it is too soon. */
  takeTurn(deviceDigest: string, at: Instant, next: Instant): Promise<boolean>
  /** Uses the code up; a second time until `lostUntil` after the first, for the answer that was lost. False when it is over. */
  useUp(deviceDigest: string, at: Instant, usedSince: Instant): Promise<boolean>
  /** Turns the pairing into a device. Null when its code is no longer good. */
  approve(tx: Tx, approved: ApprovedDevice, entry: NewAuditEntry): Promise<DeviceRow | null>

  /** The token with its device, whatever became of them. */
  findToken(digest: string): Promise<HeldToken | null>
  /** It came with a request. */
  sawToken(digest: string, at: Instant): Promise<void>
  /**
   * Gives the device its next token, which takes the place of the one before, unless `refusal` finds a reason not to: nobody
   * else changes the device's tokens while it looks.
   */
  giveToken<Refusal extends string>(
    deviceId: string,
    next: NewDeviceToken,
    refusal: (device: DeviceRow, tokens: readonly DeviceTokenRow[]) => Refusal | null,
  ): Promise<{ readonly device: DeviceRow; readonly refused: Refusal | null }>

  /** Null when the branch has no such device. What changes nothing writes nothing. */
  revoke(tx: Tx, named: NamedDevice, at: Instant, entry: EntryOfChange): Promise<DeviceRow | null>
  rename(tx: Tx, named: NamedDevice, name: string, entry: EntryOfChange): Promise<DeviceRow | null>
}

export interface NamedDevice {
  readonly branchId: BranchId
  readonly deviceId: string
}

/** Knows what the device was. */
export type EntryOfChange = (before: DeviceRow) => NewAuditEntry

export interface DeviceRow {
  readonly id: string
  readonly branchId: BranchId
  readonly kind: DeviceKind
  readonly name: string
  readonly counterId: CounterId | null
  readonly publicKey: DevicePublicKey
  readonly pairedAt: Instant
  readonly approvedBy: string
  readonly seenAt: Instant | null
  /** The device's own time when it last asked for a token. */
  readonly askedAt: number
  readonly revokedAt: Instant | null
}

export interface DeviceTokenRow {
  readonly digest: string
  readonly issuedAt: Instant
  readonly until: Instant
  /** It came with a request: the device has it. */
  readonly usedAt: Instant | null
  readonly replacedAt: Instant | null
}

export interface HeldToken {
  readonly token: DeviceTokenRow
  readonly device: DeviceRow
  /** A token that was given later has come with a request. */
  readonly isOutlived: boolean
}

export interface NewDeviceToken {
  readonly digest: string
  readonly at: Instant
  readonly until: Instant
  /** Of the request that it answers; null leaves it. */
  readonly askedAt: number | null
}

export interface NewPairing {
  readonly deviceDigest: string
  readonly userDigest: string
  readonly kind: DeviceKind
  readonly publicKey: DevicePublicKey
  readonly at: Instant
  readonly until: Instant
  readonly pollAfter: Instant
}

export interface PairingRow {
  readonly deviceDigest: string
  readonly kind: DeviceKind
  readonly publicKey: DevicePublicKey
  readonly until: Instant
  readonly deviceId: string | null
  readonly usedAt: Instant | null
}

export interface ApprovedDevice {
  readonly deviceDigest: string
  readonly deviceId: string
  readonly branchId: BranchId
  readonly name: string
  readonly counterId: CounterId | null
  readonly at: Instant
  readonly approvedBy: string
}
