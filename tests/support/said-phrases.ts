import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"

const root = join(import.meta.dirname, "../..")

/**
 * The phrases that the screens' code says, as `section.key`, read from the code itself. A file says a phrase when it knows the phrase's
 * book, or a hook that hands out the book's words, and names its key. A book whose words are looked up by a word of the contract
 * (`inLanguage(primaryWords, language)[action]`) is said whole: the type checker holds its keys against that word.
 */
export function saidPhrases(keysOf: (section: string) => readonly string[]): ReadonlySet<string> {
  const files = globSync("{kiosk,display,counter,office,phone}/src/**/*.{ts,tsx}", { cwd: root })
    .concat(globSync("packages/{client,client/*,paper}/*.{ts,tsx}", { cwd: root }))
    .map((file) => readFileSync(join(root, file), "utf8"))
  const books = files.flatMap((code) =>
    [...code.matchAll(/const (\w+) = phraseBook\("(\w+)"/g)].map(([, name = "", section = ""]) => ({
      name,
      section,
    })),
  )
  return new Set(
    books.flatMap(({ name, section }) => {
      const handing = handsOut(files, name)
      const sayers = files.filter((code) => handing.some((word) => new RegExp(`\\b${word}\\b`).test(code)))
      const isWhole = sayers.some((code) =>
        new RegExp(
          `inLanguage\\(${name}, \\w+\\)\\[|(values|entries|keys)\\((inLanguage\\(${name}\\b|${name}\\.id)|=\\{inLanguage\\(${name}\\b`,
        ).test(code),
      )
      return keysOf(section)
        .filter((key) => isWhole || sayers.some((code) => names(code, key)))
        .map((key) => `${section}.${key}`)
    }),
  )
}

/** The book itself, and every hook that returns its words. */
function handsOut(files: readonly string[], book: string): readonly string[] {
  const hooks = files.flatMap((code) =>
    [...code.matchAll(new RegExp(`const (use\\w+) = [^\\n]*Phrases<typeof ${book}>`, "g"))].map(
      ([, hook = ""]) => hook,
    ),
  )
  return [book, ...hooks]
}

/** `t.key`, or the key as a word in quotes. */
const names = (code: string, key: string) => new RegExp(`\\.${key}\\b(?!-)|"${key}"`).test(code)
