import type { DeviceToken, RenewDeviceBody } from "@giliran/contract/devices"
import type { Instant } from "@giliran/contract/basics"
import { LRUCache } from "lru-cache"
import type { AuditTable } from "../audit/audit-table.ts"
import type { DeviceRow, DeviceTable, DeviceTokenRow } from "./device-table.ts"
import type { Caller } from "../access/caller.ts"
import type { TokenHolders } from "../access/callers.ts"
import { isSignedBy, wordsOfRenewal } from "./device-key.ts"
import {
  goodUntil,
  renewAfterMs,
  tokenMs,
  whyNoFirst,
  whyNotRenewed,
  type WhyRefused,
  whyShownInVain,
} from "./device-token-rules.ts"
import { digestOf, newToken } from "../access/tokens.ts"

/** Who a screen is by its token, and its next token. */
export interface DeviceTokens extends TokenHolders {
  /** The first, for a screen that was approved. Null when it has had it. */
  first(deviceId: string): Promise<DeviceToken | null>
  /** Null when the device is not, or no longer, paired: for whatever reason. */
  renew(body: RenewDeviceBody, address: string): Promise<DeviceToken | null>
}

export interface DeviceTokensNeeds {
  readonly devices: DeviceTable
  readonly audit: Pick<AuditTable, "recordAct">
  readonly now: () => Instant
}

const rememberedMs = 10_000
/** When a screen was last seen is written this often. */
const seenEveryMs = 5 * 60_000
/** A screen that goes on asking in vain is written down this often. */
const complaintEveryMs = 10 * 60_000

export function deviceTokens({ devices, audit, now }: DeviceTokensNeeds): DeviceTokens {
  const known = new LRUCache<string, { readonly caller: Caller | null; readonly until: number }>({
    max: 5_000,
    ttl: rememberedMs,
  })
  let forgotten = 0
  const complaints = new LRUCache<string, true>({ max: 1_000, ttl: complaintEveryMs })

  const complain = async ({ id, branchId, kind, name }: DeviceRow, why: WhyRefused, address: string) => {
    if (complaints.has(`${id} ${why}`)) return
    complaints.set(`${id} ${why}`, true)
    await audit.recordAct({
      chain: branchId,
      at: now(),
      actor: `${kind} ${id}`,
      address,
      act: "device-token-refused",
      body: { deviceId: id, name, why },
    })
  }

  const lookUp = async (token: string, address: string): Promise<Caller | null> => {
    const asked = forgotten
    const digest = digestOf(token)
    const held = await devices.findToken(digest)
    const at = now()
    const why = held && whyShownInVain(held, at)
    if (held && why) await complain(held.device, why, address)
    const isGood = held !== null && held.device.revokedAt === null && at < goodUntil(held.token)
    const caller = isGood ? callerOf(held.device) : null
    // What was revoked meanwhile was read too early to be remembered.
    if (asked === forgotten) known.set(token, { caller, until: isGood ? goodUntil(held.token) : Infinity })
    if (isGood && (held.token.usedAt === null || at >= (held.device.seenAt ?? 0) + seenEveryMs))
      await devices.sawToken(digest, at)
    return caller
  }

  /** The token is shown this once: the ledger keeps its digest. */
  const give = async (
    deviceId: string,
    askedAt: number | null,
    refusal: (device: DeviceRow, tokens: readonly DeviceTokenRow[]) => WhyRefused | null,
  ) => {
    const token = newToken("device")
    const at = now()
    const next = { digest: digestOf(token), at, until: (at + tokenMs) as Instant, askedAt }
    const { device, refused } = await devices.giveToken(deviceId, next, refusal)
    return { device, refused, given: answerOf(device, token, next.until) }
  }

  return {
    callerOf(token, address) {
      const remembered = known.get(token)
      if (!remembered) return lookUp(token, address)
      return now() < remembered.until ? remembered.caller : null
    },
    forget() {
      forgotten++
      known.clear()
    },
    async first(deviceId) {
      const { refused, given } = await give(deviceId, null, whyNoFirst)
      return refused === null ? given : null
    },
    async renew({ token, at: askedAt, signature }, address) {
      const digest = digestOf(token)
      const held = await devices.findToken(digest)
      if (!held) return null
      if (!isSignedBy(held.device.publicKey, wordsOfRenewal(token, askedAt), signature)) {
        await complain(held.device, "wrong-signature", address)
        return null
      }
      const { device, refused, given } = await give(held.device.id, askedAt, (locked, tokens) =>
        whyNotRenewed({ device: locked, tokens }, { digest, askedAt, at: now() }),
      )
      if (refused === null) return given
      await complain(device, refused, address)
      return null
    },
  }
}

function callerOf({ kind, branchId, id, counterId }: DeviceRow): Caller {
  return { kind: "device", role: kind, branchId, deviceId: id, counterId }
}

function answerOf({ id, branchId, name, counterId }: DeviceRow, token: string, until: Instant): DeviceToken {
  return {
    token,
    until,
    renewInSeconds: renewAfterMs / 1000,
    deviceId: id,
    branch: branchId,
    name,
    ...(counterId === null ? {} : { counter: counterId }),
  }
}
