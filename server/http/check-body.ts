import type { z } from "zod"
import type { SpokenLanguage } from "./caller-language.ts"
import type { ProblemDetails } from "./problem.ts"

export type Checked<Body> = { readonly body: Body } | { readonly problem: ProblemDetails }

/** From the bytes of a body to what the contract calls it, or the first thing that is wrong, by its name. */
export function checkBody<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  language: SpokenLanguage,
): Checked<z.output<Schema>> {
  let json: unknown
  try {
    // A command without particulars may come without a body.
    json = text === "" ? {} : JSON.parse(text)
  } catch (error) {
    return { problem: malformed(text, error, language) }
  }
  // Only an escape can write one of them: what is sent as it is, was made whole when it was read.
  const broken = text.includes("\\u") ? brokenTextIn(json) : null
  if (broken !== null) return { problem: { field: broken, detail: noText(broken, language) } }
  return check(schema, json, language, "body")
}

export function check<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  language: SpokenLanguage,
  whole: string,
): Checked<z.output<Schema>> {
  const checked = schema.safeParse(given)
  if (checked.success) return { body: checked.data }
  const [issue] = checked.error.issues
  return { problem: issue ? problemIn(issue, language, whole) : { field: whole } }
}

function problemIn(issue: z.core.$ZodIssue, language: SpokenLanguage, whole: string): ProblemDetails {
  // Of a choice between shapes, the shape that came nearest tells best.
  if (issue.code === "invalid_union") {
    const [nearest] = issue.errors.toSorted((a, b) => a.length - b.length)
    const [inner] = nearest ?? []
    if (inner) return problemIn({ ...inner, path: [...issue.path, ...inner.path] }, language, whole)
  }
  const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path
  const field = path.length === 0 ? whole : path.map(String).join(".")
  return { field, detail: sentence(issue, field, language) }
}

function sentence(issue: z.core.$ZodIssue, field: string, language: SpokenLanguage): string {
  const isId = language === "id"
  switch (issue.code) {
    case "unrecognized_keys":
      return isId
        ? `"${field}" bukan bagian dari permintaan ini.`
        : `"${field}" is not a field of this request.`
    case "invalid_type":
      if (issue.message.endsWith("received undefined"))
        return isId ? `"${field}" wajib diisi.` : `"${field}" is required.`
      return isId
        ? `"${field}" harus berupa ${typeWords[issue.expected]?.id ?? issue.expected}.`
        : `"${field}" must be ${typeWords[issue.expected]?.en ?? issue.expected}.`
    case "invalid_value":
      return isId
        ? `"${field}" harus salah satu dari: ${issue.values.join(", ")}.`
        : `"${field}" must be one of: ${issue.values.join(", ")}.`
    case "too_small":
      return isId
        ? `"${field}" terlalu kecil atau terlalu pendek: paling sedikit ${issue.minimum}.`
        : `"${field}" is too small or too short: at least ${issue.minimum}.`
    case "too_big":
      return isId
        ? `"${field}" terlalu besar atau terlalu panjang: paling banyak ${issue.maximum}.`
        : `"${field}" is too large or too long: at most ${issue.maximum}.`
    default:
      return isId
        ? `Isi "${field}" tidak sesuai bentuk yang diharapkan.`
        : `"${field}" does not have the expected form.`
  }
}

/** The field of a text that can be stored nowhere: with a NUL in it, or half of a character. */
function brokenTextIn(json: unknown): string | null {
  const left: { readonly value: unknown; readonly field: string }[] = [{ value: json, field: "" }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, field } = next
    if (typeof value === "string" && !isWhole(value)) return field || "body"
    if (typeof value !== "object" || value === null) continue
    for (const [name, inner] of Object.entries(value)) {
      if (!isWhole(name)) return field || "body"
      left.push({ value: inner, field: field === "" ? name : `${field}.${name}` })
    }
  }
  return null
}

function isWhole(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed()
}

function noText(field: string, language: SpokenLanguage): string {
  return language === "id"
    ? `Isi "${field}" memuat tanda yang bukan teks.`
    : `"${field}" has characters in it that are no text.`
}

const typeWords: Readonly<Partial<Record<string, Readonly<Record<SpokenLanguage, string>>>>> = {
  string: { id: "teks", en: "a text" },
  number: { id: "angka", en: "a number" },
  int: { id: "bilangan bulat", en: "a whole number" },
  boolean: { id: "true atau false", en: "true or false" },
  array: { id: "daftar", en: "a list" },
  object: { id: "objek JSON", en: "a JSON object" },
}

function malformed(text: string, error: unknown, language: SpokenLanguage): ProblemDetails {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1]
  const before = text.slice(0, position === undefined ? text.length : Number(position))
  const line = before.split("\n").length
  const column = before.length - before.lastIndexOf("\n")
  return {
    field: "body",
    detail:
      language === "id"
        ? `Isi permintaan bukan JSON yang benar: lihat baris ${line}, kolom ${column}.`
        : `The body is not valid JSON: look at line ${line}, column ${column}.`,
  }
}
