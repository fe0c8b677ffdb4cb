import { readFileSync, statSync } from "node:fs"

interface Spec {
  readonly moduleId: string
}

/**
 * Files that take longest come first, so that none of them is left alone at the end with all other workers idle. A file that takes over
 * twenty seconds says so in its first line; of the others the larger ones come first.
 */
export class LongestFirst {
  sort<Specs extends readonly Spec[]>(specs: Specs): Specs {
    const weights = new Map(specs.map((spec) => [spec, weightOf(spec)]))
    return specs.toSorted((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0)) as unknown as Specs
  }

  /** All on one machine. */
  shard<Specs extends readonly Spec[]>(specs: Specs): Specs {
    return specs
  }
}

function weightOf({ moduleId }: Spec): number {
  const seconds = /^\/\/ Over (\d+) s/.exec(readFileSync(moduleId, "utf8"))?.[1]
  return seconds === undefined ? statSync(moduleId).size : Number(seconds) * 1e6
}
