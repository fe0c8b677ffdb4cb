import { readFile } from "node:fs/promises"
import { setTimeout as sleep } from "node:timers/promises"
import { DemoSession } from "@giliran/contract/http-answers"
import { request } from "undici"
import { accountFor } from "./account.ts"
import { branchApi, CannotReplay } from "./branch-api.ts"
import { driveDay } from "./drive-day.ts"
import { prepareBranch } from "./prepare-branch.ts"
import { type Arguments, readArguments, usage } from "./read-arguments.ts"
import { type Customer, MalformedDay, readDays } from "../../server/tools/recorded-days.ts"
import { staffBranch } from "./staff-branch.ts"
import { tellersAtOnce } from "./teller-shifts.ts"
import { quantilesOf } from "./wait-quantiles.ts"

try {
  const given = readArguments(process.argv.slice(2), process.env)
  if (given === "help") process.stdout.write(usage)
  else process.exitCode = await replay(given)
} catch (error) {
  if (!(error instanceof CannotReplay || error instanceof MalformedDay)) throw error
  say(error.message)
  process.exitCode = 2
}

/** 0 when the day came out whole, 1 when the server lost or doubled something. */
async function replay({ file, server, branch, token, speed, day, isPreparing }: Arguments): Promise<0 | 1> {
  const { date, customers } = await oneDayOf(file, day)
  const api = branchApi(server, { branch, token: token ?? (await demoToken(server, branch)) })
  try {
    if (isPreparing) await prepareBranch(api, tellersAtOnce(customers))
    const staffed = await staffBranch(api, customers, say)
    const startedAt = performance.now()
    try {
      const firstAt = Math.min(...customers.map(({ arrivesAt }) => arrivesAt))
      const until = (at: number) =>
        speed === Number.POSITIVE_INFINITY
          ? Promise.resolve()
          : sleep(Math.max(0, (at - firstAt) / speed - (performance.now() - startedAt)))
      const driven = await driveDay(api, { customers, ...staffed, until })
      const account = await accountFor(api, driven, staffed.version)
      const waitSeconds = Object.fromEntries(
        Object.entries(driven.waitsMs).map(([ticketClass, waits]) => [ticketClass, quantilesOf(waits)]),
      )
      const seconds = Math.round(performance.now() - startedAt) / 1000
      process.stdout.write(
        `${JSON.stringify({ ...account, waitSeconds, day: date, rows: customers.length, seconds })}\n`,
      )
      return account.duplicateNumbers + account.doubleCalls + account.lost === 0 ? 0 : 1
    } finally {
      await staffed.goHome()
    }
  } finally {
    await api.close()
  }
}

async function oneDayOf(
  file: string,
  day: string | null,
): Promise<{ date: string; customers: readonly Customer[] }> {
  const csv = await readFile(file, "utf8").catch((error: unknown) => {
    throw new CannotReplay(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  })
  const { byDate, leftOutCount } = readDays(csv)
  const dates = [...byDate.keys()].toSorted()
  const date = day ?? dates[0]
  const customers = date === undefined ? undefined : byDate.get(date)
  if (date === undefined || customers === undefined)
    throw new CannotReplay(
      `${file} has no customers${day === null ? "" : ` on ${day}; it has ${dates.join(", ")}`}.`,
    )
  if (day === null && dates.length > 1)
    say(`${file} holds ${dates.length} days (${dates.join(", ")}): this is ${date}, choose with --day.`)
  if (leftOutCount > 0) say(`${leftOutCount} rows of the file never stood in the queue and are left out.`)
  return { date, customers }
}

/** What the demo's own counter screen does on the server's machine. */
async function demoToken(server: URL, branch: string): Promise<string> {
  const giveToken =
    "give a manager's token: --token T, from pnpm -s giliran token --role manager --branch " + branch
  const answer = await request(new URL("/v1/demo/session", server), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ screen: "counter" }),
  }).catch(() => {
    throw new CannotReplay(`The server at ${server.origin} does not answer. Is it running?`)
  })
  const session = DemoSession.safeParse(await answer.body.json().catch(() => null))
  if (!session.success || session.data.branch !== branch)
    throw new CannotReplay(`Branch ${branch} at ${server.origin} signs nobody in by itself: ${giveToken}.`)
  return session.data.token
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}
