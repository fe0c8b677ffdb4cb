import * as fc from "fast-check"

/** As much of JSON Schema as the API's description uses. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly additionalProperties?: boolean | JsonSchema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
}

/** What a field of this name could really hold, so that a request gets past the first look. */
export type Known = Readonly<Record<string, readonly unknown[]>>

/** Values that a schema takes. Fields that may be left out are, now and then. */
export function anyOf(schema: JsonSchema, known: Known, name = ""): fc.Arbitrary<unknown> {
  const fitting = fittingOf(schema, known)
  const real = known[name]
  return real ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...real) }, fitting) : fitting
}

function fittingOf(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => anyOf(choice, known)))
  const [type] = [schema.type].flat()
  switch (type) {
    case "object":
      return anyObject(schema, known)
    case "array":
      return fc.array(anyOf(schema.items ?? {}, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      })
    case "string":
      return anyText(schema)
    case "integer":
    case "number":
      return fc.integer({
        min: schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1,
        max: Math.min(schema.maximum ?? 10_000_000, Number.MAX_SAFE_INTEGER),
      })
    case "boolean":
      return fc.boolean()
    case "null":
      return fc.constant(null)
    default:
      return fc.jsonValue()
  }
}

function anyObject({ properties = {}, required = [], additionalProperties }: JsonSchema, known: Known) {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, anyOf(field, known, name)]),
  )
  const object = fc.record(fields, { requiredKeys: [...required] })
  if (typeof additionalProperties !== "object") return object
  return fc
    .tuple(object, fc.dictionary(fc.string(), anyOf(additionalProperties, known), { maxKeys: 3 }))
    .map(([own, more]) => ({ ...more, ...own }))
}

function anyText({ pattern, minLength = 0, maxLength = 60 }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)), unit: "grapheme" })
}

/** What stands where something else was expected. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e21,
    Number.MAX_SAFE_INTEGER,
    -Number.MAX_SAFE_INTEGER,
    "",
    " ",
    "null",
    "__proto__",
    "constructor",
    "\u0000",
    "a\u0000b",
    "\uD800",
    "\uDFFF\uD800",
    "\u202E\u2066",
    "\uFEFF",
    "%00",
    '\'; DROP TABLE "Event"; --',
    "${7*7}{{7*7}}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "x".repeat(300),
    "😀".repeat(200),
    [],
    {},
    [[]],
    { toString: 1 },
    { length: 9e9 },
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
)

/** The same with one thing in it that does not belong there. */
export function spoilt(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== "object" || value === null) return hostileValue
  const names = Object.keys(value)
  const replaced = fc.tuple(fc.nat(Math.max(0, names.length - 1)), hostileValue).chain(([index, hostile]) => {
    const name = names[index]
    if (name === undefined) return fc.constant<unknown>(hostile)
    const inner = (value as Readonly<Record<string, unknown>>)[name]
    return fc
      .oneof(fc.constant(hostile), typeof inner === "object" ? spoilt(inner) : fc.constant(hostile))
      .map((other) => (Array.isArray(value) ? value.toSpliced(index, 1, other) : { ...value, [name]: other }))
  })
  const grown = fc
    .tuple(fc.constantFrom("hurry", "constructor", "toString", "", "\u0000", "status"), hostileValue)
    .map(([name, hostile]) => (Array.isArray(value) ? [...value, hostile] : { ...value, [name]: hostile }))
  return fc.oneof({ weight: 3, arbitrary: replaced }, grown)
}

/** JSON, or what was once meant to be: cut off, said twice, nested without end, not text at all. */
export function anyBody(schema: JsonSchema | null, known: Known): fc.Arbitrary<Buffer> {
  const fitting = schema ? anyOf(schema, known) : fc.constant({})
  const text = (value: unknown) => Buffer.from(JSON.stringify(value) ?? "")
  return fc.oneof(
    { weight: 8, arbitrary: fitting.map(text) },
    { weight: 8, arbitrary: fitting.chain(spoilt).map(text) },
    { weight: 1, arbitrary: fc.json().map((json) => Buffer.from(json)) },
    {
      weight: 1,
      arbitrary: fc.tuple(fitting, fc.nat(40)).map(([value, cut]) => text(value).subarray(0, -cut - 1)),
    },
    {
      weight: 1,
      arbitrary: fitting.map((value) => {
        const json = JSON.stringify(value)
        return Buffer.from(json.replace(/^\{("[^"]*":[^,{}[\]]*)/, "{$1,$1"))
      }),
    },
    {
      weight: 1,
      arbitrary: fitting.map((value) =>
        Buffer.from(JSON.stringify(value).replace("{", '{"__proto__":{"isAdmin":true},')),
      ),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        Buffer.alloc(0),
        Buffer.from("[".repeat(20_000)),
        Buffer.from(`${'{"a":'.repeat(8_000)}1${"}".repeat(8_000)}`),
        Buffer.from("1e99999"),
        Buffer.from("-"),
        Buffer.from('{"a":1}{"b":2}'),
        Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
        Buffer.from([0x22, 0xc3, 0x28, 0x22]),
        Buffer.from(JSON.stringify({ serviceId: "x".repeat(70_000) })),
      ),
    },
  )
}
