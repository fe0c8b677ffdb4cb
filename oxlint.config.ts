import { defineConfig, type OxlintOverride } from "oxlint"
import { rooms } from "./lint/arrows.ts"

const isInServer = (room: string) => room.startsWith("server/")

/** How an import of a room looks from another: an app's or a package's by its name, a folder of the server's by its path. */
function patternsOf(room: string, from: string): readonly string[] {
  const [place = "", name = "", inner] = room.split("/")
  if (place === "packages") return [`@giliran/${name}`, `@giliran/${name}/**`]
  if (place !== "server") return [`@giliran/${place}`, `@giliran/${place}/**`, `**/${place}/src/**`]
  if (!isInServer(from)) return ["@giliran/server", "@giliran/server/**", "**/server/**"]
  return inner === undefined ? [`**/${name}/**`] : [`**/${name}/${inner}/**`, `../${inner}/*`]
}

const timers = {
  group: ["node:timers", "node:timers/*"],
  message: "Time comes from the World: a test owns it.",
}

/** A room's files import from the rooms in its row and from no other. */
const arrows = Object.entries(rooms).map(([room, { may, why, without = [] }]): OxlintOverride => {
  const others = Object.keys(rooms).filter((other) => other !== room && !may.includes(other))
  const group = [...new Set(others.flatMap((other) => patternsOf(other, room)))]
  const isServer = isInServer(room) && room !== "server/tools"
  // What builds an app is no part of it.
  const sources = room.includes("/") ? room : `${room}/src`
  return {
    files: [`${sources}/**`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group, message: `${why} (lint/arrows.ts)` },
            ...(without.length > 0 ? [{ group: [...without], message: why }] : []),
            ...(isServer ? [timers] : []),
          ],
        },
      ],
    },
  }
})

export default defineConfig({
  plugins: ["typescript", "import", "react", "unicorn", "promise", "jsx-a11y", "vitest"],
  categories: { correctness: "error", suspicious: "error" },
  options: { typeAware: true },
  ignorePatterns: ["**/dist/**", "server/database/generated/**", "data/**"],
  rules: {
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/no-floating-promises": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    "import/no-default-export": "error",
    "import/no-cycle": ["error", { ignoreTypes: false }],
    "import/no-unassigned-import": ["error", { allow: ["**/*.css"] }],
    "react/react-in-jsx-scope": "off",
    "no-console": "error",
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
    "typescript/no-unsafe-type-assertion": "off",
    "typescript/consistent-return": "off",
  },
  overrides: [
    { files: ["**/*.config.ts"], rules: { "import/no-default-export": "off" } },
    {
      // A World owns time and chance on the server; `server/world.ts` is the machine's own.
      files: ["server/**", "packages/{contract,languages,paper}/**"],
      rules: {
        "no-restricted-globals": [
          "error",
          ...["setTimeout", "setInterval", "setImmediate"].map((name) => ({
            name,
            message: "Time comes from the World: world.after, world.every, world.soon, world.sleep.",
          })),
        ],
        "no-restricted-properties": [
          "error",
          { object: "Date", property: "now", message: "The moment comes from the World: world.now()." },
          {
            object: "performance",
            property: "now",
            message: "Lengths of time come from the World: world.elapsedMs().",
          },
          { object: "Math", property: "random", message: "Chance comes from the World: world.random()." },
        ],
      },
    },
    {
      files: [
        "server/world.ts",
        "server/launch.mjs",
        "server/launch-tools.mjs",
        "server/dev.ts",
        "server/build.ts",
        "server/tools/**",
      ],
      rules: { "no-restricted-globals": "off", "no-restricted-properties": "off" },
    },
    ...arrows,
    {
      files: ["tests/rules/**", "tests/simulator/**"],
      rules: {
        "vitest/expect-expect": [
          "error",
          { assertFunctionNames: ["expect", "expect*", "given", "law", "**.then", "**.refused"] },
        ],
        "promise/valid-params": "off",
      },
    },
  ],
})
