import type { IncomingMessage } from "node:http"
import { type BranchId, CounterId, TicketId } from "@giliran/contract/basics"
import { z } from "@hono/zod-openapi"
import type { Caller, StaffCaller } from "../access/caller.ts"
import type { Deed } from "../access/deeds.ts"
import { isFreshlyProved } from "../access/fresh-proof.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { Reply } from "../branch/order.ts"
import { admit, type Visit, type Who } from "./admit.ts"
import type { Api } from "./api.ts"
import type { SpokenLanguage } from "./caller-language.ts"
import { check, checkBody } from "./check-body.ts"
import { compressStream, compressWhole } from "./compress-answers.ts"
import { Denied } from "./denied.ts"
import { describe } from "./describe-route.ts"
import { digestOfRequest, keyOf, repeatable, type Repeatable, type ShownOnce } from "./once.ts"
import { readBody } from "./read-body.ts"
import { send, sendJson } from "./reply.ts"

/**
 * One door of the API, all of it: from this follow the description (OpenAPI), who may come in, what a request has to look like, how often
 * it may be asked, and what a retry gets.
 */
export interface Route<
  Path extends string,
  By extends Who,
  Query extends z.ZodObject,
  Body extends z.ZodType,
> {
  readonly method: "get" | "post" | "put" | "delete"
  /** From the root, with names in braces: `/v1/branches/{branch}/keys/{key}/revoke`. */
  readonly path: Path
  readonly who: By
  readonly tag: string
  readonly summary: string
  readonly query?: Query
  readonly body?: Body
  /** In bytes; left out, 64 kB. */
  readonly bodyLimit?: number
  readonly answer: z.ZodType
  /** Of the answer that is no JSON. */
  readonly mediaType?: string
  readonly status?: 200 | 201
  /**
   * Of a GET: its answer may be long and holds no secret, never a token, a one-time word or a session. Whoever can make a caller ask, and
   * sees how long the answers are, reads a secret out of compressed ones letter by letter (BREACH). `streamed`: it is written while
   * it is read.
   */
  readonly compressed?: "whole" | "streamed"
  /** What the table of deeds cannot know, asked before the body is read. Throws `Denied`. */
  readonly requires?: (visit: VisitOf<Path, By> & { readonly names: NamesOf<Path> }) => Promise<void>
  /** A look at oneself is no act: it keeps no session from going idle. */
  readonly isLook?: true
  /** Asked by somebody who has just proved who it is. */
  readonly isFresh?: true
  /** What the deed itself may cost a caller, a body that cannot be read included. */
  readonly budget?: (limits: Api["limits"], visit: VisitOf<Path, By>) => Promise<unknown>
  /** The answer holds what is shown this once: a retry is told how to make a new one. */
  readonly shownOnce?: ShownOnce
  /** Says another no than "not allowed", and throws it. */
  readonly notAllowed?: (
    incoming: IncomingMessage,
    branchId: BranchId,
    language: SpokenLanguage,
  ) => Promise<never>
  /** What of the body a retry is known by, where the body holds a secret. */
  readonly sameBy?: (body: z.output<Body>) => unknown
}

type Work<Path extends string, By extends Who, Query extends z.ZodObject, Body extends z.ZodType> = (
  asked: Asked<Path, By, z.output<Query>, z.output<Body>>,
) => object | Promise<object>

/** What a route's work is given. */
export type Asked<Path extends string, By extends Who, Query, Body> = VisitOf<Path, By> &
  Repeatable & {
    /** By the path, besides the branch. */
    readonly names: NamesOf<Path>
    readonly query: Query
    readonly body: Body
  }

/** A request that passed the door. */
export interface VisitOf<Path extends string, By extends Who> {
  readonly incoming: IncomingMessage
  readonly language: SpokenLanguage
  readonly caller: By extends Deed | "known" ? Caller : By extends "signed-in" ? StaffCaller : null
  readonly room: "branch" extends NamesIn<Path> ? (By extends Deed ? BranchRoom : null) : null
}

export type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never

type NamesOf<Path extends string> = {
  readonly [Name in NamesIn<Path>]: Name extends keyof Ids ? Ids[Name] : string
}

interface Ids {
  readonly ticket: TicketId
  readonly counter: CounterId
}

/** Of these a wrong form is one that there is not. */
const idsInPaths = [
  ["ticket", TicketId, "unknown-ticket"],
  ["counter", CounterId, "unknown-counter"],
] as const

const NoQuery = z.strictObject({})
const NoBody = z.unknown()

/**
 * Opens the door. `work` gives what the answer's schema says, a reply that is written already, or a whole response; it throws `Denied`
 * where it says no.
 */
export function route<
  const Path extends string,
  const By extends Who,
  Query extends z.ZodObject = typeof NoQuery,
  Body extends z.ZodType = typeof NoBody,
>(api: Api, spec: Route<Path, By, Query, Body>, work: Work<Path, By, Query, Body>): void {
  const { method, path, who, status = 200, shownOnce } = spec
  describe(api.app, spec)
  const isRead = method === "get"

  api.app[method](path.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    const { incoming } = c.env
    const names = c.req.param() as Readonly<Record<string, string>>
    const ticketId = "ticket" in names ? TicketId.safeParse(names["ticket"]).data : undefined
    const asking = { who, branch: names["branch"], ticketId, isLook: spec.isLook ?? false }
    const visit = await admit(api, incoming, asking).catch((error: unknown) => {
      if (spec.notAllowed && error instanceof Denied && error.code === "not-allowed")
        return spec.notAllowed(incoming, names["branch"] as BranchId, error.language)
      throw error
    })
    requireIds(names, visit.language)
    const { language, caller } = visit
    await spec.requires?.({ ...visit, names } as unknown as Parameters<typeof spec.requires>[0])
    // A script's key has nobody behind it who could prove anything.
    if (spec.isFresh && !(caller && isFreshlyProved(caller, api.world.now())))
      throw new Denied("fresh-sign-in-needed", language)
    const query = read(check(spec.query ?? NoQuery, c.req.query(), language, "query"), language)
    const body = spec.body || spec.budget ? await bodyOf(api, spec as unknown as AnyRoute, visit) : undefined

    const key = isRead ? null : keyOf(incoming, language)
    const same = spec.sameBy && body !== undefined ? spec.sameBy(body as z.output<Body>) : body
    const digest = key === null ? "" : digestOfRequest(c.req.path, caller, same)
    const scope = names["branch"] ?? "*"
    const again = repeatable(api, { scope, key, digest, status, language, shownOnce })
    if (shownOnce) await again.refuseRetry()
    const asked = { ...visit, names, query, body, ...again }
    const made = await work(asked as unknown as Parameters<typeof work>[0])
    const answer = made instanceof Response ? made : isReply(made) ? send(made) : sendJson(made, status)
    const accepted = incoming.headers["accept-encoding"]
    if (spec.compressed === "streamed") return compressStream(answer, accepted)
    return spec.compressed ? compressWhole(answer, accepted) : answer
  })
}

type AnyRoute = Pick<Route<string, Who, z.ZodObject, z.ZodType>, "body" | "bodyLimit" | "budget">

/** The deed's own budget is spent before the body is looked at: what cannot be read costs the caller too. */
async function bodyOf(
  { limits }: Api,
  { body = NoBody, bodyLimit, budget }: AnyRoute,
  visit: Visit,
): Promise<unknown> {
  const { incoming, language } = visit
  const given = await readBody(incoming, bodyLimit)
  await budget?.(limits, visit as never)
  if ("refused" in given) throw new Denied("body-too-large", language, { field: "body" })
  return read(checkBody(body, given.text, language), language)
}

function read<Value>(
  checked: { readonly body: Value } | { readonly problem: ConstructorParameters<typeof Denied>[2] },
  language: SpokenLanguage,
): Value {
  if ("problem" in checked) throw new Denied("bad-request", language, checked.problem)
  return checked.body
}

function requireIds(names: Readonly<Record<string, string>>, language: SpokenLanguage): void {
  for (const [name, schema, code] of idsInPaths)
    if (name in names && !schema.safeParse(names[name]).success) throw new Denied(code, language)
}

function isReply(made: object): made is Reply {
  return "status" in made && "body" in made && typeof made.body === "string"
}
