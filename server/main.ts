import pino from "pino"
import { configFrom, isMistaken, sayMistakes } from "./config/config.ts"
import { isLoopbackName } from "./access/this-machine.ts"
import { serverLog } from "./config/server-log.ts"
import { startServer } from "./start-server.ts"

const config = configFrom(process.env)
if (isMistaken(config)) {
  process.stderr.write(sayMistakes(config))
  process.exit(2)
}

// A person at a terminal reads the welcome; everything else goes to a file or a collector, a line of JSON each.
const isTerminal = process.stdout.isTTY
const log = serverLog(
  isTerminal && !process.env["LOG_LEVEL"] ? "warn" : config.logLevel,
  pino.destination({ sync: true }),
)

process.on("uncaughtException", fall)
process.on("unhandledRejection", fall)

try {
  const server = await startServer({ config, log })
  // `npm start` does this first after an update: see launch.mjs.
  if (process.argv[2] === "set-up") {
    await server.stop()
    process.exit(0)
  }
  stopWith(() => server.stop())
  // For whoever started this process: a test, a supervisor, `pnpm dev`.
  process.send?.({ listening: server.port })
  log.info({ port: server.port, url: server.url }, "listening")
  if (isTerminal || process.env["GILIRAN_WELCOME"]) process.stdout.write(welcome(server.url))
} catch (error) {
  log.debug({ err: error }, "the server did not start")
  process.stderr.write(
    `\nGiliran could not start.\n${error instanceof Error ? error.message : String(error)}\n\n`,
  )
  process.exit(1)
}

function stopWith(stop: () => Promise<void>): void {
  let isStopping = false
  const end = (cause: string) => {
    if (isStopping) return
    isStopping = true
    log.info({ cause }, "stopping")
    stop().then(
      () => {
        log.info("stopped")
        process.exit(0)
      },
      (error: unknown) => fall(error),
    )
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end(signal))
  // Whoever started this process is gone and cannot stop it any more.
  process.once("disconnect", () => end("disconnect"))
}

/** A bug of ours leaves no state that could be trusted: the ledger has everything, so end and be started again. */
function fall(error: unknown): void {
  log.fatal({ err: error }, "an unexpected end")
  process.exit(1)
}

function welcome(url: string): string {
  const here = isLoopbackName(new URL(url).hostname)
  return `
  Giliran is running. Giliran berjalan.

    Kiosk     ${url}/kiosk/
    Display   ${url}/display/
    Counter   ${url}/counter/
    Office    ${url}/office/

  ${
    here
      ? "On this machine the demo's screens sign in by themselves: just open them."
      : "Screens elsewhere need a token: see the next lines."
  }
  For a script or another machine, in a second terminal:

    npx pnpm@12.21.0 -s giliran token --role manager --branch demo

  Ctrl-C stops it. Everything is kept for the next start.

`
}
