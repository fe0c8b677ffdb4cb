import * as fc from "fast-check"
import { anyBody, anyOf, type JsonSchema, type Known } from "./any-json.ts"
import type { Route } from "./routes.ts"

/** One request, as it goes out. */
export interface AnyRequest {
  readonly route: Route
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
}

export interface Pools {
  /** What is sent along by those who are known, nobody among them. */
  readonly callers: readonly Readonly<Record<string, string>>[]
  /** What a parameter of a path, or a field of a body, could really be. */
  readonly known: Known
}

const hostileSegments = [
  "%00",
  "%2e%2e%2f",
  "..%5c",
  "%",
  "%zz",
  "%C0%AF",
  "%E0%A4%A",
  "%F0%9F%98%80",
  "__proto__",
  "constructor",
  "a".repeat(3_000),
  "%20",
  "*",
  ";",
  "'--",
  "{branch}",
  "-0",
  "1e3",
]

/** Of a route: mostly a request that gets in, often one that should not. */
export function anyRequestTo(route: Route, { callers, known }: Pools): fc.Arbitrary<AnyRequest> {
  const { method, path, described } = route
  const segments = path.split("/").map((segment) => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1]
    return name === undefined ? fc.constant(segment) : anySegment(known[name] ?? ["nobody"])
  })
  const bodySchema: JsonSchema | null = described.requestBody?.content?.["application/json"]?.schema ?? null
  return fc
    .record({
      segments: fc.tuple(...segments),
      query: anyQuery(described.parameters ?? [], known),
      caller: fc.constantFrom(...callers),
      headers: anyHeaders,
      body: method === "GET" ? fc.constant(null) : anyBody(bodySchema, known),
    })
    .map(({ segments: filled, query, caller, headers, body }) => ({
      route,
      method,
      path: `${filled.join("/")}${query}`,
      headers: { ...caller, ...headers },
      body,
    }))
}

function anySegment(real: readonly unknown[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...real).map(String) },
    { weight: 1, arbitrary: fc.constantFrom(...hostileSegments) },
    { weight: 1, arbitrary: fc.string({ maxLength: 30 }).map((text) => encodeURIComponent(text) || "x") },
  )
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly schema: JsonSchema
}

function anyQuery(parameters: readonly Parameter[], known: Known): fc.Arbitrary<string> {
  const named = parameters.filter((parameter) => parameter.in === "query")
  const fitting = fc
    .record(Object.fromEntries(named.map(({ name, schema }) => [name, anyOf(schema, known, name)])), {
      requiredKeys: [],
    })
    .map((values) =>
      Object.entries(values)
        .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
        .join("&"),
    )
  const hostile = fc.constantFrom(
    "after=-1",
    "after=1e400",
    "after=9007199254740993",
    "after=2147483648",
    "after=1&after=2",
    "counter=%00",
    "from=99999999999999999",
    "until=8640000000000001",
    "before=entry%200",
    "actor=%25_%5C",
    "act=%F0%9F%98%80",
    "__proto__=1",
    "=",
    "&&",
    "%",
    "a[]=1",
  )
  return fc
    .oneof({ weight: 5, arbitrary: fitting }, { weight: 1, arbitrary: hostile })
    .map((query) => (query === "" ? "" : `?${query}`))
}

/** Visible characters, as a client library lets through; the rest is for bare sockets. */
const anyHeaderValue = fc.stringMatching(/^[\x21-\x7e]{1,200}$/)

const anyHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .record(
    {
      "content-type": fc.constantFrom(
        "application/json",
        "application/json; charset=utf-16",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/xml",
        "/",
      ),
      "accept-language": fc.oneof(
        fc.constantFrom("id", "en", "*", "en;q=0", "id-ID,en;q=0.9", ";;;", "en;q=NaN", "x".repeat(500)),
        anyHeaderValue,
      ),
      "idempotency-key": fc.oneof(fc.uuid(), fc.constantFrom("short", "same-key-again"), anyHeaderValue),
      "accept-encoding": fc.constantFrom("gzip", "br;q=1", "*"),
      "if-none-match": fc.constantFrom("*", '"x"', "W/"),
      "x-forwarded-for": fc.oneof(fc.constantFrom("unknown", "::1, 127.0.0.1", ",,,"), anyHeaderValue),
      forwarded: fc.constantFrom('for="[', "for=_x;proto=ftp", ";;,,"),
      range: fc.constantFrom("bytes=0-0", "bytes=-1"),
      "x-http-method-override": fc.constantFrom("DELETE", "TRACE"),
      cookie: fc.oneof(
        fc.constantFrom("__Host-giliran=", "__Host-giliran=gis_x; a=b", ";;;=;"),
        anyHeaderValue,
      ),
    },
    { requiredKeys: [] },
  )
  // Most of the headers spoil nothing; a cookie of one's own is put back by the caller's.
  .map(({ cookie, ...rest }) => (cookie === undefined || cookie.length % 4 > 0 ? rest : { ...rest, cookie }))
