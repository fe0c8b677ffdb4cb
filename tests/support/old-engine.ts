import compatibility from "@mdn/browser-compat-data" with { type: "json" }
import type { BrowserContext } from "playwright-core"

interface Entry {
  readonly [name: string]: Entry | undefined
}
interface Compat {
  readonly support: { readonly chrome?: Added | readonly Added[] }
}
interface Added {
  readonly version_added: string | false
}

/**
 * Today's Chromium with what came after `version` taken away, by MDN's compatibility data: built-ins of the language, and the web's
 * own interfaces and their parts. What a page misses then, it would miss there. Syntax and style sheets cannot be taken away.
 */
export async function makeOld(context: BrowserContext, version: number): Promise<void> {
  const { api, javascript } = compatibility as unknown as {
    api: Entry
    javascript: Entry
  }
  const later = [...laterIn(javascript["builtins"] ?? {}, version), ...laterIn(api, version)]
  await context.addInitScript((names: readonly (readonly [string, string?])[]) => {
    // `globalThis` is one of them.
    const world = self
    for (const [name, part] of names) {
      const thing: unknown = Reflect.get(world, name)
      if (part === undefined) Reflect.deleteProperty(world, name)
      else if (typeof thing === "function" || (typeof thing === "object" && thing !== null)) {
        Reflect.deleteProperty(thing, part)
        const shape: unknown = Reflect.get(thing, "prototype")
        if (typeof shape === "object" && shape !== null) Reflect.deleteProperty(shape, part)
      }
    }
    // oxlint-disable-next-line no-console -- how the test hears of it
    console.info(`without: structuredClone ${typeof structuredClone}, at ${typeof Array.prototype.at}`)
  }, later)
}

function laterIn(group: Entry, version: number): (readonly [string, string?])[] {
  return Object.entries(group).flatMap<readonly [string, string?]>(([name, entry = {}]) => {
    if (addedIn(entry) > version) return [[name]]
    return Object.entries(entry).flatMap(([part, inner = {}]) =>
      // How it behaves, and how it is made, are no parts of it.
      part.includes("_") || part === name || addedIn(inner) <= version ? [] : [[name, part] as const],
    )
  })
}

/** Zero of what the data say nothing of; never, where Chrome has not got it. */
function addedIn({ __compat }: Entry): number {
  const chrome = [
    ((__compat as unknown as Compat | undefined)?.support.chrome ?? []) as Added | Added[],
  ].flat()
  if (chrome.length === 0) return 0
  return Math.min(
    ...chrome.map(({ version_added }) =>
      version_added === false ? Number.POSITIVE_INFINITY : Number(version_added.replace("≤", "")),
    ),
  )
}
