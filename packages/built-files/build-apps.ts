import { join } from "node:path"
import { build } from "vite"

const root = join(import.meta.dirname, "../..")
/** How long a plugin took is no fault of the build. */
const rolldownOptions = { checks: { pluginTimings: false } }

/** Builds these apps in one process: Vite is loaded and compiled once, and its threads fill the cores. */
export async function buildApps(apps: readonly string[]): Promise<void> {
  await Promise.all(
    apps.map((app) => build({ root: join(root, app), logLevel: "warn", build: { rolldownOptions } })),
  )
}

if (import.meta.main) await buildApps(process.argv.slice(2))
