import { randomBytes } from "node:crypto"
import { createAdaptorServer } from "@hono/node-server"
import { LIVE_NAMESPACE } from "@giliran/contract/socket-events"
import { Hono } from "hono"
import { Pool } from "pg"
import { Server } from "socket.io"

/**
 * The baselines, as their own process: what the same framework, driver and database do when they do nothing else.
 *
 *   POST /no-op    answers
 *   POST /insert   one durable row, prepared and pooled, then answers
 *   POST /emit     a packet of the given size to every screen, then answers
 *   POST /insert-and-emit   one after the other
 */

const databaseUrl = process.env["DATABASE_URL"] ?? ""
const pool = new Pool({ connectionString: databaseUrl, max: 10 })
await pool.query(
  "CREATE TABLE IF NOT EXISTS bare_row (id text PRIMARY KEY, body json NOT NULL, at timestamptz NOT NULL DEFAULT now())",
)

const app = new Hono()
const server = createAdaptorServer({ fetch: app.fetch })
const screens = new Server(server, { serveClient: false, transports: ["websocket"] }).of(LIVE_NAMESPACE)

let version = 0
let filler = ""
const packet = () => ({ kind: "display", version, at: Date.now(), filler })
screens.on("connection", (screen) => screen.emit("view", packet()))

app.post("/no-op", async (context) => context.json(await context.req.json(), 201))

app.post("/insert", async (context) => {
  const body: unknown = await context.req.json()
  return context.json({ id: await insert(body), body }, 201)
})

app.post("/emit", async (context) => {
  emit(await context.req.json<{ bytes: number }>())
  return context.json({ version }, 200)
})

app.post("/insert-and-emit", async (context) => {
  const body = await context.req.json<{ bytes: number }>()
  await insert(body)
  emit(body)
  return context.json({ version }, 200)
})

async function insert(body: unknown): Promise<string> {
  const id = randomBytes(16).toString("base64url")
  await pool.query({
    name: "insert",
    text: "INSERT INTO bare_row (id, body) VALUES ($1, $2)",
    values: [id, JSON.stringify(body)],
  })
  return id
}

function emit({ bytes }: { bytes: number }): void {
  version += 1
  filler = "x".repeat(Math.max(0, bytes - 80))
  screens.emit("view", packet())
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  if (typeof address === "object" && address !== null) process.send?.(`http://127.0.0.1:${address.port}`)
})
process.on("disconnect", () => process.exit(0))
