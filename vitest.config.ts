import { join } from "node:path"
import { LongestFirst } from "./tests/support/longest-first.ts"

// Commands and servers are started by the hundred: each compiles what the first has compiled.
process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "node_modules/.cache/node")

const databaseTests = {
  globalSetup: ["tests/support/global-postgres.ts"],
  testTimeout: 60_000,
  hookTimeout: 120_000,
}

export default {
  test: {
    reporters: ["default"],
    // Three for two cores: what waits for a voice, a poll or a disk leaves its core to the others.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // A worker loads the server once for all its files.
    isolate: false,
    projects: [
      { test: { name: "rules", include: ["tests/rules/**/*.test.ts"], testTimeout: 60_000 } },
      {
        test: { name: "simulator", include: ["tests/simulator/**/*.test.ts"], testTimeout: 60_000 },
      },
      { test: { name: "contract", include: ["tests/contract/**/*.test.ts"] } },
      { test: { name: "server", include: ["tests/server/**/*.test.ts"], ...databaseTests } },
      { test: { name: "browser", include: ["tests/browser/**/*.test.ts"], ...databaseTests } },
    ],
  },
}
