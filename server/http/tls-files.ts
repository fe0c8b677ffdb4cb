import { X509Certificate, createPrivateKey } from "node:crypto"
import { readFileSync, unwatchFile, watchFile } from "node:fs"
import { type SecureContextOptions, createSecureContext } from "node:tls"
import type { Logger } from "pino"
import type { World } from "../world.ts"

export interface TlsFiles {
  readonly certFile: string
  readonly keyFile: string
}

/** How soon a renewed certificate is noticed: looked at by name, so that a link which is moved counts as well. */
const lookEachMs = 2_000
const warnBeforeMs = 14 * 86_400_000

/** What the files hold. Throws, with words for whoever starts the server, when it is no certificate with its key. */
export function readTls({ certFile, keyFile }: TlsFiles): SecureContextOptions & { readonly until: number } {
  const cert = read("TLS_CERT_FILE", certFile)
  const key = read("TLS_KEY_FILE", keyFile)
  const first = parsed("TLS_CERT_FILE", certFile, () => new X509Certificate(cert))
  const privateKey = parsed("TLS_KEY_FILE", keyFile, () => createPrivateKey(key))
  if (!first.checkPrivateKey(privateKey))
    throw new Error(
      `TLS_KEY_FILE (${keyFile}) is not the key of the certificate in TLS_CERT_FILE (${certFile}).`,
    )
  const options = { cert, key, minVersion: "TLSv1.2" } as const
  createSecureContext(options)
  return { ...options, until: Date.parse(first.validTo) }
}

/**
 * Tells of every new pair that can be used. Files that are half written, or not yet of one pair, are waited for: until then
 * the certificate of before goes on. Returns the way to stop.
 */
export function watchTls(
  files: TlsFiles,
  { log, world }: { readonly log: Logger; readonly world: Pick<World, "now"> },
  use: (options: SecureContextOptions) => void,
): () => void {
  const look = () => {
    try {
      const { until, ...options } = readTls(files)
      use(options)
      log.info({ until: new Date(until).toISOString() }, "the certificate was renewed")
      warnOfEnd(until, { log, world })
    } catch (error) {
      log.warn({ err: error }, "the new certificate cannot be used; the one of before goes on")
    }
  }
  const { certFile, keyFile } = files
  for (const file of [certFile, keyFile])
    watchFile(file, { interval: lookEachMs, persistent: false }, (now, before) => {
      if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino) look()
    })
  return () => {
    for (const file of [certFile, keyFile]) unwatchFile(file)
  }
}

export function warnOfEnd(
  until: number,
  { log, world }: { readonly log: Logger; readonly world: Pick<World, "now"> },
): void {
  if (until - world.now() < warnBeforeMs)
    log.warn({ until: new Date(until).toISOString() }, "the certificate ends soon, or has ended")
}

function read(name: string, file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(`${name} cannot be read (${code ?? "unknown"}): ${file}`, { cause: error })
  }
}

function parsed<Value>(name: string, file: string, parse: () => Value): Value {
  try {
    return parse()
  } catch (error) {
    throw new Error(`${name} is no PEM of its kind: ${file}`, { cause: error })
  }
}
