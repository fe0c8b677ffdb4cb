import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { inLanguage, phraseBook } from "../../packages/client/phrases.ts"
import { acceptLanguage, heardLanguage, nextLanguage } from "../../packages/client/spoken-languages.ts"
import { takeOwnWords, wordStore } from "../../packages/client/word-store.ts"

const book = phraseBook("hall", {
  id: {
    title: "Aula",
    open: "Buka sampai {time}",
    ahead: "{count, number} orang di depan",
    place: "Peringkat {place, plural, other {#}} untuk {who, select, me {Anda} other {{name}}}",
  },
  en: {
    title: "Hall",
    open: "Open until {time}",
    ahead: "{count, plural, one {# person} other {# people}} ahead",
    place:
      "{place, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} for {who, select, me {you} other {{name}}}",
  },
})

afterEach(() => takeOwnWords(undefined))

describe("phrases", () => {
  it("are words, or functions of their values, by the language's plurals and numbers", () => {
    const id = inLanguage(book, "id")
    const en = inLanguage(book, "en")
    expect([id.title, en.title]).toEqual(["Aula", "Hall"])
    expect(id.open({ time: "15.00" })).toBe("Buka sampai 15.00")
    expect(id.ahead({ count: 1_234 })).toBe("1.234 orang di depan")
    expect([0, 1, 2, 1_234].map((count) => en.ahead({ count }))).toEqual([
      "0 people ahead",
      "1 person ahead",
      "2 people ahead",
      "1,234 people ahead",
    ])
    expect(id.place({ place: 2, who: "me", name: "" })).toBe("Peringkat 2 untuk Anda")
    expect([1, 2, 3, 4, 21].map((place) => en.place({ place, who: "x", name: "Sari" }))).toEqual([
      "1st for Sari",
      "2nd for Sari",
      "3rd for Sari",
      "4th for Sari",
      "21st for Sari",
    ])
  })

  it("want their values: none missing, none of another kind", () => {
    const t = inLanguage(book, "id")
    // @ts-expect-error -- a value is missing
    expect(t.open({})).toBe("Buka sampai ")
    // @ts-expect-error -- a count is no words
    expect(t.ahead({ count: "3" })).toBe("3 orang di depan")
    // @ts-expect-error -- no such phrase
    expect(t.titel).toBeUndefined()
  })

  it("are made once", () => {
    expect(inLanguage(book, "id")).toBe(inLanguage(book, "id"))
  })
})

describe("a bank's own words", () => {
  it("go before the product's, in their own language alone, and away again", () => {
    const before = inLanguage(book, "id")
    takeOwnWords({ id: { "hall.title": "Ruang", "hall.open": "Sampai {time}!", "door.title": "Pintu" } })
    const t = inLanguage(book, "id")
    expect([t.title, t.open({ time: "15.00" })]).toEqual(["Ruang", "Sampai 15.00!"])
    expect(inLanguage(book, "en").title).toBe("Hall")
    takeOwnWords(undefined)
    expect(inLanguage(book, "id").title).toBe(before.title)
  })

  it("may leave a value unsaid, and never ask for one that is not given", () => {
    takeOwnWords({ id: { "hall.open": "Buka terus", "hall.title": "Halo {name}", "hall.ahead": "{count" } })
    const t = inLanguage(book, "id")
    expect(t.open({ time: "15.00" })).toBe("Buka terus")
    expect(t.title).toBe("Aula")
    expect(t.ahead({ count: 2 })).toBe("2 orang di depan")
  })

  it("come with the same view again without drawing the page again", () => {
    takeOwnWords({ id: { "hall.title": "Ruang" } })
    const state = wordStore.getState()
    takeOwnWords({ id: { "hall.title": "Ruang" } })
    expect(wordStore.getState()).toBe(state)
  })

  it("are given by who speaks for many branches, and are nobody else's", () => {
    const own = { id: { "hall.title": "Ruang" } }
    expect(inLanguage(book, "id", own).title).toBe("Ruang")
    expect(inLanguage(book, "id", own)).toBe(inLanguage(book, "id", own))
    expect(inLanguage(book, "id").title).toBe("Aula")
  })
})

describe("languages", () => {
  it("stand in for one another, down to the usual one", () => {
    expect(inLanguage(book, "xx").title).toBe("Aula")
    expect([acceptLanguage("en"), acceptLanguage("id")]).toEqual(["en, id;q=0.9", "id"])
    expect([nextLanguage("id"), nextLanguage("en"), nextLanguage("xx")]).toEqual(["en", "id", "id"])
  })

  it("are heard when they are spoken here", () => {
    expect([heardLanguage("en"), heardLanguage(undefined), heardLanguage(7)]).toEqual([
      "en",
      undefined,
      undefined,
    ])
  })

  it("are named by their catalogues alone: a switch with two names in it would not offer a third", () => {
    const root = join(import.meta.dirname, "../..")
    const files = globSync("{kiosk,display,counter,office,phone,packages/client}/**/*.{ts,tsx}", {
      cwd: root,
      exclude: (name) => /node_modules|dist/.test(name),
    })
    expect(files.length).toBeGreaterThan(150)
    const naming = files.filter((file) =>
      /["'>](Bahasa Indonesia|Indonesia|English)["'<]/.test(readFileSync(join(root, file), "utf8")),
    )
    expect(naming).toEqual([])
  })
})
