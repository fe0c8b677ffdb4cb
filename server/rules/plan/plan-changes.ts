import type { Plan } from "@giliran/contract/plan"

/** One thing of a plan that is not as it was. */
export interface PlanChange {
  /** Where: `services.teller.targetWaitMs`. */
  readonly what: string
  /** Null: it was not there. */
  readonly from: unknown
  /** Null: it is gone. */
  readonly to: unknown
}

/** A logo is 60 kB of letters: an auditor sees that it changed by its beginning. */
const longestShown = 200

/** What changed from one plan to the next, part by part: old and new. Services and counters are known by their id. */
export function planChanges(before: Plan, after: Plan): readonly PlanChange[] {
  return differences("", before, after)
}

function differences(what: string, from: unknown, to: unknown): readonly PlanChange[] {
  if (written(from) === written(to)) return []
  const [old, fresh] = [partsOf(from), partsOf(to)]
  if (!old || !fresh) return [{ what, from: shown(from), to: shown(to) }]
  const changes = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((name) =>
    differences(what === "" ? name : `${what}.${name}`, old.get(name), fresh.get(name)),
  )
  // The parts are the same: their order is what changed.
  return changes.length > 0 ? changes : [{ what, from: [...old.keys()], to: [...fresh.keys()] }]
}

/** Of a value that has parts, its parts by name; null where it is one thing. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== "object" || value === null) return null
  if (!Array.isArray(value)) return new Map(Object.entries(value))
  const ids = value.map(idOf)
  return ids.every((id) => id !== null) ? new Map(ids.map((id, index) => [id, value[index]])) : null
}

/** In whatever order a database keeps the names of a thing's parts, the same thing is written the same. */
function written(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

function idOf(value: unknown): string | null {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string"
    ? value.id
    : null
}

function shown(value: unknown): unknown {
  if (value === undefined) return null
  return typeof value === "string" && value.length > longestShown
    ? `${value.slice(0, longestShown)}… (${value.length} characters)`
    : value
}
