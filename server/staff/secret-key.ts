import type { Config } from "../config/config.ts"
import { keyOfFile } from "../config/key-file.ts"

/**
 * By which the server seals what it must read again: see sealed.ts. From the environment, or, beside the embedded database,
 * from a file of its own. Several servers on one database must share it, so there it has to be given.
 */
export function secretKeyOf({
  secretKey,
  databaseUrl,
  dataDir,
}: Pick<Config, "secretKey" | "databaseUrl" | "dataDir">): Buffer {
  if (secretKey) return secretKey
  if (databaseUrl !== null)
    throw new Error(
      "Set GILIRAN_SECRET_KEY, the same on every server: with DATABASE_URL no server may make one of its own. For example from `openssl rand -base64 32`.",
    )
  return keyOfFile({
    dataDir,
    name: "secret.key",
    lost: "without it every authenticator must be set up again",
  })
}
