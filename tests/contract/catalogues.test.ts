import { join } from "node:path"
import {
  type Catalogue,
  catalogueFiles,
  ownFolder,
  readCatalogue,
} from "@giliran/languages/build/catalogue-files"
import { catalogueProblems } from "@giliran/languages/build/catalogue-problems"
import { valuesOf } from "@giliran/languages/build/read-message"
import { queueEventChoices, queueEvents } from "@giliran/languages/id"
import { createInstance } from "i18next"
import Icu from "i18next-icu"
import { describe, expect, it } from "vitest"
import { inLanguage, phraseBook } from "../../packages/client/phrases.ts"
import type { BranchEvent } from "../../server/rules/day/events.ts"
import { saidPhrases } from "../support/said-phrases.ts"

/** Names, and words that both languages have from the same place. */
const sameInBoth: ReadonlySet<string> = new Set([
  "display.andMore",
  "counter.seconds",
  "why.ofQueue",
  "machine.server",
  "machine.shorter",
  "machine.longer",
  "officePages.audit",
  "roles.teller",
  "roles.supervisor",
  "roles.auditor",
  "roles.kiosk",
  "deviceKinds.kiosk",
  "auditSentences.because",
  "auditSentences.quoted",
  "auditSentences.inBrackets",
  "auditSentences.withRole",
])

const catalogues: ReadonlyMap<string, Catalogue> = new Map(
  await Promise.all(
    [...catalogueFiles([ownFolder])].map(async ([tag, file]) => [tag, await readCatalogue(file)] as const),
  ),
)
const id = catalogues.get("id")
const sectionOf = (tag: string, section: string) => catalogues.get(tag)?.[section] ?? {}
const sections = Object.keys(id ?? {}).filter((section) => section !== "language")
const said = saidPhrases((section) => Object.keys(sectionOf("id", section)))

describe("the catalogues", () => {
  it("are the two of the product", () => {
    expect([...catalogues.keys()].toSorted()).toEqual(["en", "id"])
    expect(said.size).toBeGreaterThan(600)
  })

  it("miss nothing, have nothing that no screen says, and nothing untranslated or unreadable", () => {
    expect(catalogueProblems({ catalogues, said, sameInBoth })).toEqual([])
  })

  it("have words for every event that the audit may hold", () => {
    // The type checker's to say: a new event without words does not compile.
    const words: Readonly<Record<BranchEvent["type"], string>> = queueEvents
    const choices: Readonly<Record<BranchEvent["type"], string>> = queueEventChoices
    expect(Object.keys(words)).toEqual(Object.keys(choices))
  })

  it("say through i18next what they say on the screens", async () => {
    const i18next = createInstance()
    await i18next.use(new Icu({ parseErrorHandler: (error) => expect.fail(String(error)) })).init({
      resources: Object.fromEntries(catalogues),
      ns: sections,
      lng: "id",
      keySeparator: false,
      interpolation: { escapeValue: false },
    })
    let compared = 0
    for (const [tag, { language }] of catalogues) {
      for (const section of sections) {
        const t = i18next.getFixedT(language.locale, section)
        // By its whole name i18next knows no such language; it goes on to the first part of it.
        const book = phraseBook(section, { id: sectionOf("id", section), en: sectionOf("en", section) })
        const ours: Readonly<Record<string, unknown>> = inLanguage(book, tag)
        for (const [key, text] of Object.entries(sectionOf(tag, section)))
          for (const count of [0, 1, 2, 1_234.5]) {
            const values = Object.fromEntries(
              [...valuesOf(text)].map(([name, kind]) => [
                name,
                kind === "number" ? count : `${name} ${count}`,
              ]),
            )
            const phrase = ours[key]
            const shown =
              typeof phrase === "function" ? (phrase as (values: object) => string)(values) : phrase
            expect(shown, `${tag} ${section}.${key}`).toBe(t(key, values))
            compared++
          }
      }
    }
    expect(compared).toBeGreaterThan(4_000)
  }, 60_000)
})

const planted = (tag: string, section: string, words: Readonly<Record<string, string | null>>) => {
  const catalogue = catalogues.get(tag) ?? { language: { name: "Basa Jawa", locale: "jv-ID" } }
  const changed = Object.entries({ ...catalogue[section], ...words }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  )
  return new Map([
    ...catalogues,
    [tag, { ...catalogue, [section]: Object.fromEntries(changed) } as Catalogue],
  ])
}

const problemsWith = (tag: string, section: string, words: Readonly<Record<string, string | null>>) =>
  catalogueProblems({ catalogues: planted(tag, section, words), said, sameInBoth })

describe("the look for what is wrong in them", () => {
  it.each([
    {
      tag: "en",
      words: { invite: null },
      problems: ["en: kiosk.invite is missing"],
    },
    {
      tag: "id",
      words: { nobodySaysThis: "Halo" },
      problems: ["id: kiosk.nobodySaysThis is unused", "en: kiosk.nobodySaysThis is missing"],
    },
    {
      tag: "id",
      words: { invite: null },
      problems: ["id: kiosk.invite is said and missing", "en: kiosk.invite is no phrase"],
    },
    {
      tag: "en",
      words: { invite: "Mau dilayani apa hari ini?" },
      problems: ["en: kiosk.invite is untranslated"],
    },
    {
      tag: "en",
      words: { openUntil: "Open until {hour}" },
      problems: ["en: kiosk.openUntil takes {hour} (words) and not {time} (words)"],
    },
    {
      tag: "en",
      words: { openUntil: "Open until {time" },
      problems: ["en: kiosk.openUntil is no ICU message: EXPECT_ARGUMENT_CLOSING_BRACE"],
    },
    {
      tag: "en",
      words: { peopleAhead: "{count, plural, other {# people}} ahead of you" },
      problems: ['en: kiosk.peopleAhead has no plural "one"'],
    },
    {
      tag: "id",
      words: { peopleAhead: "{count, plural, one {# orang} other {# orang}} di depan Anda" },
      problems: ['id: kiosk.peopleAhead has a plural "one", which id-ID does not have'],
    },
    {
      tag: "en",
      words: { peopleAhead: "{count, number, ::percent} ahead of you" },
      problems: ["en: kiosk.peopleAhead gives {count} a style, which no screen knows"],
    },
    { tag: "en", words: { openUntil: " " }, problems: ["en: kiosk.openUntil says nothing"] },
    {
      tag: "jv",
      words: { invite: "Badhe dipun ladosi punapa dinten punika?", inviet: "Badhe punapa?" },
      problems: ["jv: kiosk.inviet is no phrase"],
    },
  ])("finds: $problems", ({ tag, words, problems }) => {
    expect(problemsWith(tag, "kiosk", words)).toEqual(problems)
  })

  it("reads a further language from one file more", async () => {
    const file =
      catalogueFiles([ownFolder, join(import.meta.dirname, "../support/languages")]).get("jv") ?? ""
    const jv = await readCatalogue(file)
    expect(jv.language.name).toBe("Basa Jawa")
    expect(catalogueProblems({ catalogues: new Map([...catalogues, ["jv", jv]]), said, sameInBoth })).toEqual(
      [],
    )
  })
})
