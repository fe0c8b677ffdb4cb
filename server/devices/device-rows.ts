import type { Instant } from "@giliran/contract/basics"
import type { DeviceRow, DeviceTokenRow, PairingRow } from "./device-table.ts"

/** As the driver gives them: moments as dates, a large whole number as text. From JSON, moments are text. */
type Moment = Date | string
export type DeviceColumns = Omit<DeviceRow, "pairedAt" | "seenAt" | "revokedAt" | "askedAt"> & {
  readonly pairedAt: Moment
  readonly seenAt: Moment | null
  readonly revokedAt: Moment | null
  readonly askedAt: string | number
}
export type TokenColumns = Pick<DeviceTokenRow, "digest"> & {
  readonly issuedAt: Moment
  readonly until: Moment
  readonly usedAt: Moment | null
  readonly replacedAt: Moment | null
}
export type PairingColumns = Omit<PairingRow, "until" | "usedAt"> & {
  readonly until: Moment
  readonly usedAt: Moment | null
}

function instantOf(moment: Moment): Instant {
  return new Date(moment).getTime() as Instant
}

function instantOrNull(moment: Moment | null): Instant | null {
  return moment === null ? null : instantOf(moment)
}

export function deviceOf(row: DeviceColumns): DeviceRow {
  return {
    id: row.id,
    branchId: row.branchId,
    kind: row.kind,
    name: row.name,
    counterId: row.counterId,
    publicKey: row.publicKey,
    pairedAt: instantOf(row.pairedAt),
    approvedBy: row.approvedBy,
    seenAt: instantOrNull(row.seenAt),
    askedAt: Number(row.askedAt),
    revokedAt: instantOrNull(row.revokedAt),
  }
}

export function tokenOf({ digest, issuedAt, until, usedAt, replacedAt }: TokenColumns): DeviceTokenRow {
  return {
    digest,
    issuedAt: instantOf(issuedAt),
    until: instantOf(until),
    usedAt: instantOrNull(usedAt),
    replacedAt: instantOrNull(replacedAt),
  }
}

export function pairingOf({
  deviceDigest,
  kind,
  publicKey,
  until,
  deviceId,
  usedAt,
}: PairingColumns): PairingRow {
  return { deviceDigest, kind, publicKey, until: instantOf(until), deviceId, usedAt: instantOrNull(usedAt) }
}
