import { readFileSync, statSync } from "node:fs"

interface Spec {
  readonly moduleId: string
  readonly project: { readonly name: string }
}

/** A worker serves one project, so that projects come one after the other. The last has the most small files, to fill what is left. */
const order = ["rules", "simulator", "contract", "browser", "server"]

/**
 * Files of a project that take longest come first, so that none of them is left alone at the end with all other workers idle. A file
 * that takes over twenty seconds says so in its first line; of the others the larger ones come first.
 */
export class LongestFirst {
  sort<Specs extends readonly Spec[]>(specs: Specs): Specs {
    const weights = new Map(specs.map((spec) => [spec, weightOf(spec)]))
    const place = ({ project }: Spec) => order.indexOf(project.name)
    return specs.toSorted(
      (a, b) => place(a) - place(b) || (weights.get(b) ?? 0) - (weights.get(a) ?? 0),
    ) as unknown as Specs
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
