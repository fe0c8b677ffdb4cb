import { useHouse } from "./house.ts"
import { webcrypto } from "node:crypto"
import type { DeviceKind, DeviceToken, PairingBegun } from "@giliran/contract/devices"
import type { RoleGrant } from "@giliran/contract/access"
import type { BranchId, CounterId, Instant, TellerId } from "@giliran/contract/basics"
import { type Approved, deviceApproval } from "../../server/devices/approve-device.ts"
import type { Caller } from "../../server/access/caller.ts"
import { wordsOfPairing, wordsOfRenewal } from "../../server/devices/device-key.ts"
import { type Told, told } from "./caller.ts"

/** A screen's key as its browser holds it, and what it asks the server. */
export interface TestDevice {
  readonly publicKey: object
  begin(url: string, kind?: DeviceKind): Promise<Told & { readonly body: PairingBegun }>
  poll(url: string, deviceCode: string): Promise<Told>
  /** As long as it is told to wait, it asks again. */
  pollPatiently(url: string, deviceCode: string): Promise<Told>
  renew(url: string, token: string, at?: number): Promise<Told>
  sign(words: string): Promise<string>
}

export async function newDevice(): Promise<TestDevice> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" }
  const { publicKey, privateKey } = await webcrypto.subtle.generateKey(algorithm, false, ["sign", "verify"])
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey("jwk", publicKey)
  const sign = async (words: string) => {
    const hashing = { name: "ECDSA", hash: "SHA-256" }
    const bytes = await webcrypto.subtle.sign(hashing, privateKey, Buffer.from(words))
    return Buffer.from(bytes).toString("base64url")
  }
  const poll: TestDevice["poll"] = async (url, deviceCode) =>
    post(`${url}/v1/pairings/poll`, { deviceCode, signature: await sign(wordsOfPairing(deviceCode)) })
  let lastAt = 0
  return {
    publicKey: { kty, crv, x, y },
    begin: (url, kind = "kiosk") => post(`${url}/v1/pairings`, { kind, publicKey: { kty, crv, x, y } }),
    poll,
    async pollPatiently(url, deviceCode) {
      for (;;) {
        const answer = await poll(url, deviceCode)
        if (answer.body?.code !== "pairing-too-fast") return answer
        await new Promise((resume) => setTimeout(resume, 300))
      }
    },
    async renew(url, token, at = Math.max(Date.now(), lastAt + 1)) {
      lastAt = at
      return post(`${url}/v1/devices/token`, {
        token,
        at,
        signature: await sign(wordsOfRenewal(token, at)),
      })
    },
    sign,
  }
}

export function post(url: string, body: object): Promise<Told> {
  return told(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
}

export interface Approving {
  readonly userCode: string
  readonly branch?: string
  readonly name?: string
  readonly counterId?: string
  readonly caller?: Caller
}

/** As another server of the same bank does it: with the same code, on the same database. */
export function approveBeside(
  databaseUrl: string,
  { userCode, branch = "demo", name = "Kiosk by the door", counterId, caller = staffOf() }: Approving,
): Promise<Approved> {
  return useHouse(databaseUrl, ({ devices, audit, database }) =>
    deviceApproval({ devices, audit, now }).approve(
      { caller, address: "10.0.0.9", branchId: branch as BranchId },
      {
        code: userCode.replace("-", ""),
        name,
        ...(counterId === undefined ? {} : { counterId: counterId as CounterId }),
      },
      { isCounter: (id) => id === "1", transact: database.transaction },
    ),
  )
}

function staffOf(
  grants: readonly RoleGrant[] = [{ branchId: "demo" as BranchId, role: "manager" }],
  provedAt = now(),
): Caller {
  const session = { digest: "", provedAt, isLimited: false }
  return { kind: "staff", staffId: "sari" as TellerId, name: "Sari Dewi", grants, session }
}

const now = () => Date.now() as Instant

/** A new screen with its first token. */
export async function pairedDevice(
  server: { readonly url: string; readonly databaseUrl: string },
  kind: DeviceKind = "kiosk",
  more: Omit<Approving, "userCode"> = {},
): Promise<{ readonly device: TestDevice; readonly paired: DeviceToken }> {
  const device = await newDevice()
  const { userCode, deviceCode } = (await device.begin(server.url, kind)).body
  const approved = await approveBeside(server.databaseUrl, { userCode, ...more })
  if (!("device" in approved)) throw new Error(`Not approved: ${approved.refused}`)
  const { status, text, body } = await device.pollPatiently(server.url, deviceCode)
  if (status !== 200) throw new Error(`No token: ${text}`)
  return { device, paired: body as DeviceToken }
}
