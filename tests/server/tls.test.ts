import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { request } from "node:https"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { type PeerCertificate, type SecureVersion, connect } from "node:tls"
import { CONTRACT_VERSION, LIVE_NAMESPACE } from "@giliran/contract/socket-events"
import { io } from "socket.io-client"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type CertificateFiles, writeCertificate } from "../support/certificate.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let folder: string
let files: CertificateFiles
let server: TestServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "giliran-tls-"))
  files = await writeCertificate(folder, "first.example")
  server = await startTestServer({
    env: { HOST: "0.0.0.0", TLS_CERT_FILE: files.certFile, TLS_KEY_FILE: files.keyFile },
  })
})

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe("the server's own certificate", () => {
  test("serves https with HSTS, and wss", async () => {
    const { status, headers } = await secureGet("/healthz", files.cert)
    expect(status).toBe(200)
    expect(headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains")
    const socket = io(`https://localhost:${server.port}${LIVE_NAMESPACE}`, {
      transports: ["websocket"],
      auth: {
        contract: CONTRACT_VERSION,
        token: await server.token("display"),
        branch: "demo",
        view: "display",
      },
      forceNew: true,
      ca: files.cert,
    })
    const view = await new Promise((resolve, reject) => {
      socket.once("view", resolve)
      socket.once("connect_error", reject)
    })
    expect(view).toMatchObject({ kind: "display" })
    socket.close()
  })

  test("is asked for by TLS 1.2 and 1.3, and by nothing older; plain http gets no answer", async () => {
    expect(await protocolWith("TLSv1.3")).toBe("TLSv1.3")
    expect(await protocolWith("TLSv1.2")).toBe("TLSv1.2")
    await expect(protocolWith("TLSv1.1")).rejects.toThrow(/protocol|version/i)
    await expect(fetch(`http://127.0.0.1:${server.port}/healthz`)).rejects.toThrow("fetch failed")
    expect(server.output()).not.toContain("OPEN TO THE NETWORK")
  })

  test("is exchanged while the server runs; half of a pair changes nothing", async () => {
    const second = mkdtempSync(join(tmpdir(), "giliran-tls-"))
    const renewed = await writeCertificate(second, "second.example")
    copyFileSync(renewed.certFile, files.certFile)
    await until(() => server.output().includes("cannot be used"))
    expect((await certificateNow()).subject.CN).toBe("first.example")
    copyFileSync(renewed.keyFile, files.keyFile)
    await until(async () => (await certificateNow()).subject.CN === "second.example")
    expect((await secureGet("/healthz", renewed.cert)).status).toBe(200)
    rmSync(second, { recursive: true, force: true })
  })
})

describe("a server that cannot start", () => {
  test.each([
    ["without the key", {}, "TLS_KEY_FILE is missing"],
    [
      "with a key that is not there",
      { TLS_KEY_FILE: "/nowhere/key.pem" },
      "TLS_KEY_FILE cannot be read (ENOENT)",
    ],
    ["with a key that is none", { TLS_KEY_FILE: "rubbish.pem" }, "TLS_KEY_FILE is no PEM"],
    ["with another's key", { TLS_KEY_FILE: "other/key.pem" }, "is not the key of the certificate"],
  ])("%s says so", async (_, env, words) => {
    const own = mkdtempSync(join(tmpdir(), "giliran-tls-"))
    const pair = await writeCertificate(own, "a.example")
    const other = mkdtempSync(join(tmpdir(), "giliran-tls-"))
    const { keyFile } = await writeCertificate(other, "b.example")
    writeFileSync(join(own, "rubbish.pem"), "rubbish")
    const names: Record<string, string> = {
      "rubbish.pem": join(own, "rubbish.pem"),
      "other/key.pem": keyFile,
    }
    const given = Object.fromEntries(Object.entries(env).map(([name, file]) => [name, names[file] ?? file]))
    await expect(startTestServer({ env: { TLS_CERT_FILE: pair.certFile, ...given } })).rejects.toThrow(words)
    for (const used of [own, other]) rmSync(used, { recursive: true, force: true })
  })
})

test("a server that is open to the network without TLS says so loudly, at every start", async () => {
  const open = await startTestServer({ env: { HOST: "0.0.0.0" } })
  expect(open.output()).toContain("OPEN TO THE NETWORK WITHOUT TLS")
  await open.stop()
  const proxied = await startTestServer({ env: { HOST: "0.0.0.0", TRUSTED_PROXIES: "10.0.0.7" } })
  expect(proxied.output()).not.toContain("OPEN TO THE NETWORK")
  await proxied.stop()
})

function secureGet(path: string, ca: string) {
  return new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
    const asked = request({ host: "localhost", port: server.port, path, ca, agent: false }, (answer) => {
      answer.resume()
      answer.once("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }))
    })
    asked.once("error", reject)
    asked.end()
  })
}

/** The version that a client which speaks only this one gets. */
function protocolWith(version: SecureVersion): Promise<string | null> {
  return greeted({ minVersion: version, maxVersion: version }, (socket) => socket.getProtocol())
}

function certificateNow(): Promise<PeerCertificate> {
  return greeted({}, (socket) => socket.getPeerCertificate())
}

function greeted<Seen>(
  versions: { readonly minVersion?: SecureVersion; readonly maxVersion?: SecureVersion },
  see: (socket: ReturnType<typeof connect>) => Seen,
): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      // What this is about is who answers, not whether to believe it; old versions need weak ciphers to be spoken at all.
      {
        host: "127.0.0.1",
        port: server.port,
        rejectUnauthorized: false,
        ciphers: "ALL:@SECLEVEL=0",
        ...versions,
      },
      () => {
        resolve(see(socket))
        socket.destroy()
      },
    )
    socket.once("error", reject)
  })
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 15_000; performance.now() < end; await sleep(100))
    if (await isSo()) return
  throw new Error(`It never came to be so:\n${server.output()}`)
}
