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
