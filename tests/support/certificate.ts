import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { generate } from "selfsigned"

export interface CertificateFiles {
  readonly certFile: string
  readonly keyFile: string
  /** In PEM, for whoever is to trust it. */
  readonly cert: string
}

/** A certificate of its own for this machine, written where the server reads it. */
export async function writeCertificate(folder: string, commonName: string): Promise<CertificateFiles> {
  const made = await generate([{ name: "commonName", value: commonName }], {
    keyType: "ec",
    notAfterDate: new Date(Date.now() + 30 * 86_400_000),
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  })
  const files = { certFile: join(folder, "cert.pem"), keyFile: join(folder, "key.pem") }
  writeFileSync(files.certFile, made.cert)
  writeFileSync(files.keyFile, made.private, { mode: 0o600 })
  return { ...files, cert: made.cert }
}
