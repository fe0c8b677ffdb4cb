import { hash } from "node:crypto"
import type { IncomingMessage } from "node:http"
import { BranchId } from "@giliran/contract/basics"
import type { Problem } from "@giliran/contract/refusals"
import type { HttpBindings } from "@hono/node-server"
import type { OpenAPIHono } from "@hono/zod-openapi"
import type { Context } from "hono"
import type { Logger } from "pino"
import type { Callers, Shown } from "../access/callers.ts"
import type { DeviceApproval } from "../devices/approve-device.ts"
import type { DeviceTokens } from "../devices/device-tokens.ts"
import type { Pairing } from "../devices/pairing.ts"
import { addressOf } from "../access/address-of.ts"
import { actorOf, type Caller } from "../access/caller.ts"
import { isFromOwnSite } from "../access/own-site.ts"
import type { SettingsPin } from "../devices/settings-pin.ts"
import type { StaffAccess } from "../staff/staff-access.ts"
import type { Deed } from "../access/deeds.ts"
import { type Target, may } from "../access/may.ts"
import type { SigningKey } from "../audit/signing-key.ts"
import type { Customers } from "../customers/open-customers.ts"
import type { Ledger } from "../branch/ledger.ts"
import type { DeviceHealth } from "../health/device-health.ts"
import type { HelpRequests } from "../help/help-requests.ts"
import type { Printers } from "../printing/printers.ts"
import type { Privacy } from "../privacy/open-privacy.ts"
import type { LaneReports } from "../reports/lane-reports.ts"
import type { StaffingAdvices } from "../reports/staffing-advices.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { Rooms } from "../branch/open-rooms.ts"
import { type SpokenLanguage, languageOf } from "./caller-language.ts"
import { problemOf, type ProblemDetails } from "./problem.ts"
import type { RateLimits } from "./rate-limits.ts"
import type { problemSentences } from "./refusal-sentences.ts"

/** What the routes stand on. */
export interface Api {
  readonly app: OpenAPIHono<ApiEnv>
  readonly rooms: Rooms
  readonly callers: Callers
  readonly ledger: Ledger
  readonly log: Logger
  readonly laneReports: Pick<LaneReports, "of">
  readonly advices: Pick<StaffingAdvices, "of" | "shown">
  readonly deviceHealth: Pick<DeviceHealth, "ofBranch" | "troubled">
  readonly help: Omit<HelpRequests, "onNews" | "close">
  readonly printers: Pick<Printers, "print" | "shown">
  /** By which the days are signed; null where none is. */
  readonly signingKey: Pick<SigningKey, "keyId" | "publicKey"> | null
  readonly customers: Customers
  readonly limits: RateLimits
  readonly pairing: Pairing
  readonly deviceApproval: DeviceApproval
  readonly deviceTokens: DeviceTokens
  readonly pin: SettingsPin
  readonly staff: StaffAccess
  readonly privacy: Privacy
  /** Besides its own address: the public one behind a proxy. */
  readonly ownOrigins: ReadonlySet<string>
}

export interface ApiEnv {
  Bindings: HttpBindings
}

/** A request that passed the door: who asks, in which branch, in which language. */
export interface Visit {
  readonly caller: Caller
  readonly room: BranchRoom
  readonly language: SpokenLanguage
  readonly incoming: IncomingMessage
}

/** Every no of this folder that a caller gets before the rules are asked. */
export class Denied extends Error {
  readonly code: keyof typeof problemSentences
  readonly language: SpokenLanguage
  readonly particulars: ProblemDetails

  constructor(
    code: keyof typeof problemSentences,
    language: SpokenLanguage,
    particulars: ProblemDetails = {},
  ) {
    super(code)
    this.code = code
    this.language = language
    this.particulars = particulars
  }
}

/** Signed in, by a request of our own page where a cookie says so. Throws `Denied`. */
export function callerOf({ callers, limits, ownOrigins }: Api, c: Context<ApiEnv>): Caller | Promise<Caller> {
  const { incoming } = c.env
  const language = () => languageOf(incoming.headers["accept-language"])
  const stranger = async (): Promise<never> => {
    await limits.forStranger(incoming, language())
    throw new Denied("not-signed-in", language())
  }
  const checked = (shown: Shown | null): Caller | Promise<Caller> => {
    if (!shown) return stranger()
    const isReading = incoming.method === "GET" || incoming.method === "HEAD"
    if (shown.by === "cookie" && !isReading && !isFromOwnSite(incoming, ownOrigins))
      throw new Denied("cross-site", language())
    return shown.caller
  }
  const found = callers.byRequest(incoming)
  return found instanceof Promise ? found.then(checked) : checked(found)
}

/** Who asked and where from, as the events and the audit keep it. Of customers, no address. */
export function signedBy(caller: Caller, incoming: IncomingMessage): string {
  return caller.kind === "customer" ? actorOf(caller) : `${actorOf(caller)} from ${addressOf(incoming)}`
}

/** Signed in, the branch known, the deed allowed: in this order, and otherwise throws `Denied`. */
export async function admit(
  api: Api,
  c: Context<ApiEnv>,
  deed: Deed,
  targetOf: (branchId: BranchId, language: SpokenLanguage) => Target = (branchId) => ({ branchId }),
): Promise<Visit> {
  const { incoming } = c.env
  const asked = incoming.headers["accept-language"]
  const caller = await callerOf(api, c)
  const branchId = c.req.param("branch") as BranchId
  const { rooms } = api
  const room = rooms.openRoom(branchId) ?? (await openedRoom(rooms, branchId))
  if (!room) throw new Denied("unknown-branch", languageOf(asked))
  const language = languageOf(asked, room.day.plan.languages)
  if (caller.kind === "staff" && caller.session.isLimited) throw new Denied("totp-needed", language)
  if (!may(caller, deed, targetOf(branchId, language))) throw new Denied("not-allowed", language)
  return { caller, room, language, incoming }
}

async function openedRoom(rooms: Rooms, asked: string): Promise<BranchRoom | null> {
  const branchId = BranchId.safeParse(asked)
  return branchId.success ? rooms.roomOf(branchId.data) : null
}

/** An answer of the API is personal, is no page, and is nothing that another site may load or show. */
export const apiHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
}
const jsonHeaders = { "content-type": "application/json", ...apiHeaders }
const problemHeaders = { "content-type": "application/problem+json", ...apiHeaders }
const awayHeaders = { ...problemHeaders, "retry-after": "1" }
const askTokenHeaders = { ...problemHeaders, "www-authenticate": "Bearer" }

/** An answer whose body is written already. */
export function send(status: number, body: string): Response {
  return new Response(body, { status, headers: headersFor(status) })
}

export function sendJson(body: object, status = 200): Response {
  return send(status, JSON.stringify(body))
}

function sendProblem(problem: Problem): Response {
  const { status, retryAfterSeconds } = problem
  if (retryAfterSeconds === undefined) return send(status, JSON.stringify(problem))
  const headers = { ...headersFor(status), "retry-after": String(retryAfterSeconds) }
  return new Response(JSON.stringify(problem), { status, headers })
}

export function deny(
  code: keyof typeof problemSentences,
  language: SpokenLanguage,
  details?: ProblemDetails,
): Response {
  return sendProblem(problemOf(code, language, details))
}

function headersFor(status: number): Record<string, string> {
  if (status < 400) return jsonHeaders
  if (status === 401) return askTokenHeaders
  return status === 503 ? awayHeaders : problemHeaders
}

/** Of a request, so that the same key with another request is noticed: by what it means, not by its spaces. */
export function digestOfRequest(path: string, caller: Caller, body: unknown): string {
  const as = caller.kind === "device" || caller.kind === "key" ? caller.role : caller.kind
  return hash("sha256", `${path}\n${as}\n${JSON.stringify(body)}`, "base64url")
}
