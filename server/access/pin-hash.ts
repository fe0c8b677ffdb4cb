import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"

/** 32 MiB and about 100 ms a time. Six digits are few: it is slow for whoever has the hash, and the limits are for everybody else. */
const cost = { N: 2 ** 15, r: 8, p: 1 } as const
const maxmem = 64 * 1024 * 1024
const hashBytes = 32

/** `scrypt$32768$8$1$salt$hash`, both in base64url. */
export async function hashOfPin(pin: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derived(pin, salt)
  const { N, r, p } = cost
  return ["scrypt", N, r, p, salt.toString("base64url"), hash.toString("base64url")].join("$")
}

export async function isPin(stored: string, typed: string): Promise<boolean> {
  const [, , , , salt = "", hash = ""] = stored.split("$")
  return timingSafeEqual(await derived(typed, Buffer.from(salt, "base64url")), Buffer.from(hash, "base64url"))
}

let last: Promise<unknown> = Promise.resolve()

/** One at a time, as with passwords: the memory of the branch's machine is small. */
function derived(pin: string, salt: Buffer): Promise<Buffer> {
  const turn = last.then(
    () =>
      new Promise<Buffer>((resolve, reject) =>
        scrypt(pin, salt, hashBytes, { ...cost, maxmem }, (error, key) =>
          error ? reject(error) : resolve(key),
        ),
      ),
  )
  last = turn.catch(() => {})
  return turn
}
